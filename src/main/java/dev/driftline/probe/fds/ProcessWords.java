package dev.driftline.probe.fds;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.text.Escape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Says which process a row is about, so that two workers of one program are told apart: `app:wsgi, shop.service` and
/// `process 2387, running for 3 d 4 h`.
final class ProcessWords {

  /// In characters. Longer arguments lose their middle.
  private static final int LONGEST_ARGUMENTS = 60;

  private static final int MOST_ARGUMENTS = 2;

  /// Options whose value is the next word, and is no name: the class path of java, a library folder of perl.
  private static final Set<String> WITH_VALUE =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "-I", "-W", "-X");

  private ProcessWords() {}

  static RowWords.Who of(Row row) {
    return new RowWords.Who(lasting(row), passing(row));
  }

  private static String lasting(Row row) {
    List<String> details = new ArrayList<>();
    command(row).flatMap(ProcessWords::arguments).map(Escape::sentence).ifPresent(details::add);
    row.text("unit").map(Escape::sentence).ifPresent(details::add);
    row.text("container").map(Escape::sentence).ifPresent(details::add);
    return String.join(", ", details);
  }

  private static String passing(Row row) {
    String age =
        row.text("age")
            .map(text -> ", running for " + rounded(Duration.ofMillis(Long.parseLong(text))))
            .orElse("");
    return row.text("pid").map(pid -> "process %s%s".formatted(pid, age)).orElse("");
  }

  private static Optional<String> command(Row row) {
    return switch (row.cell("command")) {
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
        : text.substring(0, half) + "…" + text.substring(text.length() - half);
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
