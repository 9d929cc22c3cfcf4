package dev.driftline.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The right answers about one animal, `NAME.answers` beside `NAME.sh`: for each way to start it, and each set of
/// closed numbers, what its processes have on 0, 1 and 2. Every round of every way has an answer. Some programs
/// refuse to run with some numbers closed; then `nothing runs`.
///
/// ```
/// daemon
///   healthy 0
///     null   null   append:error.log   nginx
///   2
///     null   null   !closed            nginx
///   012
///     nothing runs
/// ```
///
/// @param name  of the animal
/// @param byWay the processes by way and by round
record Answers(String name, Map<String, Map<Round, List<Specimen>>> byWay) {

  private static final String NOTHING_RUNS = "nothing runs";

  private static final Pattern WAY =
      Pattern.compile("^([a-z][a-z_0-9]*)\\(\\) \\{$", Pattern.MULTILINE);

  /// Reads the answers beside a script. A way without an answer has none for any round.
  static Answers of(Path script) throws IOException {
    Map<String, Map<Round, List<Specimen>>> ways = new LinkedHashMap<>();
    // a function whose name begins with _ only helps others
    Matcher way = WAY.matcher(Files.readString(script));
    while (way.find()) {
      ways.put(way.group(1), new TreeMap<>());
    }
    Answers answers = new Answers(script.getFileName().toString().replace(".sh", ""), ways);
    Path file = file(script);
    if (Files.exists(file)) {
      answers.read(Files.readAllLines(file));
    }
    return answers;
  }

  private static Path file(Path script) {
    return script.resolveSibling(script.getFileName().toString().replace(".sh", ".answers"));
  }

  private void read(List<String> lines) {
    Map<Round, List<Specimen>> rounds = new TreeMap<>();
    List<Round> current = List.of();
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      switch (line.length() - line.stripLeading().length()) {
        case 0 -> {
          rounds = new TreeMap<>();
          if (byWay.replace(text, rounds) == null) {
            throw new IllegalArgumentException("%s.answers: no way `%s`".formatted(name, text));
          }
        }
        case 2 -> {
          current = Stream.of(text.split(" ")).map(Round::named).toList();
          for (Round round : current) {
            rounds.put(round, new ArrayList<>());
          }
        }
        default -> {
          if (!text.equals(NOTHING_RUNS)) {
            for (Round round : current) {
              rounds.computeIfAbsent(round, _ -> new ArrayList<>()).add(Specimen.read(text));
            }
          }
        }
      }
    }
  }

  /// The answers of a way, by round.
  Map<Round, List<Specimen>> of(String way) {
    return Objects.requireNonNull(byWay.get(way), "no such way");
  }

  /// Puts what was seen in the place of the answers. What is right for a word that was there before stays right.
  void learn(String way, Round round, List<Specimen> seen) {
    Map<Round, List<Specimen>> rounds = of(way);
    List<Specimen> before = rounds.getOrDefault(round, List.of());
    rounds.put(
        round,
        seen.stream()
            .map(now -> before.stream().filter(now::looksLike).findFirst().orElse(now))
            .sorted(Comparator.comparing(Specimen::name).thenComparing(Specimen::toString))
            .toList());
  }

  void write(Path script) throws IOException {
    List<String> lines = new ArrayList<>();
    byWay.forEach((way, rounds) -> {
      lines.add(way);
      Map<String, List<Round>> equal = new LinkedHashMap<>();
      rounds.forEach((round, specimens) ->
          equal.computeIfAbsent(body(specimens), _ -> new ArrayList<>()).add(round));
      equal.forEach((body, same) ->
          lines.add(
              "  " + same.stream().map(Round::toString).collect(Collectors.joining(" ")) + body));
    });
    // what the file says about itself stays
    Path file = file(script);
    List<String> comments =
        Files.exists(file)
            ? Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#")).toList()
            : List.of();
    Files.write(file, Stream.concat(comments.stream(), lines.stream()).toList());
  }

  private static String body(List<Specimen> specimens) {
    return specimens.isEmpty()
        ? "\n    " + NOTHING_RUNS
        : specimens.stream().map(specimen -> "\n    " + specimen).collect(Collectors.joining());
  }
}
