package dev.driftline.probe.kit.process;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says which process a row is about, so that two workers of one program are told apart: `app:wsgi, user www,
/// shop.service` and `process 2387 since 2026-11-20T03:00:12Z`.
///
/// It reads the columns `command`, `user`, `unit`, `container`, `pid`, `started` and `age`, as far as the table has
/// them. What has no value, or could not be read, is left out.
public final class ProcessWords {

  /// The column for the time at which a process was started. See [ProcessTable#started].
  public static final Column STARTED =
      new Column(
          "started",
          ColumnType.INTEGER,
          "When the process was started, in seconds since 1970-01-01 UTC by the host's clock.",
          "1795464154");

  /// In characters. Longer arguments lose their middle.
  private static final int LONGEST_ARGUMENTS = 60;

  private static final int MOST_ARGUMENTS = 2;

  /// Options whose value is the next word, and is no name: the class path of java, a library folder of perl.
  private static final Set<String> WITH_VALUE =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "-I", "-W", "-X");

  private final Row row;
  private final String prefix;

  private ProcessWords(Row row, String prefix) {
    this.row = row;
    this.prefix = prefix;
  }

  /// The process of a row whose columns have the usual names.
  public static RowWords.Who of(Row row) {
    return of(row, "");
  }

  /// The process of a row whose columns have a prefix before the usual names.
  ///
  /// @param prefix such as `client.`
  public static RowWords.Who of(Row row, String prefix) {
    ProcessWords words = new ProcessWords(row, prefix);
    return new RowWords.Who(words.lasting(), words.passing());
  }

  /// What the command line of a process names: the script, and what it was given. As the host said it.
  public static Optional<String> script(Row row, String prefix) {
    return new ProcessWords(row, prefix).script();
  }

  private Optional<String> script() {
    return command().flatMap(ProcessWords::arguments);
  }

  private String lasting() {
    return Stream.of(
            script(), text("user").map("user %s"::formatted), text("unit"), text("container"))
        .flatMap(Optional::stream)
        .map(Escape::sentence)
        .collect(Collectors.joining(", "));
  }

  private String passing() {
    return text("pid").map(pid -> "process " + pid + since()).orElse("");
  }

  /// The time as it is written in UTC. If the host did not say when it was booted, how long it is ago.
  private String since() {
    return text("started")
        .map(seconds -> " since " + Instant.ofEpochSecond(Long.parseLong(seconds)))
        .or(() ->
            text("age")
                .map(age -> " running for " + rounded(Duration.ofMillis(Long.parseLong(age)))))
        .orElse("");
  }

  private Optional<String> text(String column) {
    return row.columns().has(prefix + column) ? row.text(prefix + column) : Optional.empty();
  }

  private Optional<String> command() {
    if (!row.columns().has(prefix + "command")) {
      return Optional.empty();
    }
    return switch (row.cell(prefix + "command")) {
      case Cell.Text(String text) -> Optional.of(text);
      case Cell.Cut(String text, _) -> Optional.of(text);
      case Cell.None _, Cell.Unread _ -> Optional.empty();
    };
  }

  /// The first words of a command line that are no options, without the program: the script, and what it was given.
  private static Optional<String> arguments(String command) {
    List<String> words = Arrays.asList(command.split(" ", -1));
    List<String> kept = new ArrayList<>();
    for (int i = 1; i < words.size() && kept.size() < MOST_ARGUMENTS; i++) {
      boolean value = WITH_VALUE.contains(words.get(i - 1));
      if (!words.get(i).isBlank() && !words.get(i).startsWith("-") && !value) {
        kept.add(words.get(i));
      }
    }
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(shortened(kept.stream().collect(Collectors.joining(" "))));
  }

  private static String shortened(String text) {
    int half = LONGEST_ARGUMENTS / 2;
    return text.length() <= LONGEST_ARGUMENTS
        ? text
        : Excerpt.beginning(text, half) + "…" + Excerpt.end(text, half);
  }

  /// The two largest units: `3 d 4 h`.
  private static String rounded(Duration age) {
    if (age.toDays() > 0) {
      return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
    }
    if (age.toHours() > 0) {
      return "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
    }
    return age.toMinutes() > 0
        ? "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart())
        : age.toSeconds() + " s";
  }
}
