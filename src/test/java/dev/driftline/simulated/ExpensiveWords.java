package dev.driftline.simulated;

import dev.driftline.hostile.ExpensiveAnswers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What hosts say that want to cost as much as they can: a true answer, in which the text of some sections is another.
final class ExpensiveWords {

  /// A mark, and the text of the section that it begins.
  private static final Pattern SECTION =
      Pattern.compile("(\n@[0-9a-f]{32} [0-9]+ [0-9]+\n)(.*?)(?=\n@[0-9a-f]{32} )", Pattern.DOTALL);

  private static final Pattern END_OF_COMMAND =
      Pattern.compile("\nended [^\n]*\n(?:.*\n)?\nwhole [^\n]*\n$", Pattern.DOTALL);
  private static final int CONNECTIONS = 4_000;
  private static final int PROCESSES = 2_000;
  private static final String LONG_PATH = "/" + "a".repeat(1_000) + "/libmariadb.so.3";

  /// Made once: a fleet has many hosts of a kind.
  private static final Map<HostKind, Map<String, String>> WORDS =
      Map.of(
          HostKind.WORDY, ExpensiveAnswers.commandLine("password"),
          HostKind.SHARING, ExpensiveAnswers.librarySet(),
          HostKind.REPEATING, ExpensiveAnswers.repeatedMembers(),
          HostKind.STUBBORN, Map.of("command", "ab".repeat(30_000)),
          HostKind.CONNECTED, connections());

  private ExpensiveWords() {}

  /// `stdout` with what a host of this kind says instead.
  static String instead(String stdout, HostKind kind) {
    Map<String, String> words = WORDS.getOrDefault(kind, Map.of());
    return SECTION
        .matcher(stdout)
        .replaceAll(section ->
            Matcher.quoteReplacement(section.group(1) + instead(section.group(2), words)));
  }

  private static String instead(String said, Map<String, String> words) {
    String replacement = words.get(section(said));
    if (replacement == null) {
      return said;
    }
    // the last lines of a command hold the number that is on its stderr, too, and how many bytes
    // there are
    Matcher end = END_OF_COMMAND.matcher(said);
    return end.find() ? replacement + end.group().replaceAll(" \\d+\n$", " -\n") : replacement;
  }

  /// The name of the section that a text is from, told by its form.
  private static String section(String text) {
    if (text.startsWith("look\nsession\t") || text.startsWith("look\nhost\t")) {
      return "processes";
    }
    if (text.startsWith("look\ncommand\t")) {
      return "command-lines";
    }
    if (text.startsWith("look\nlittle-endian\n")) {
      return "sockets";
    }
    if (text.startsWith("look\n")) {
      return "libraries";
    }
    return END_OF_COMMAND.matcher(text).find() ? "command" : "";
  }

  /// Two for each of its processes, from its own loopback to others' at the port of MySQL, and a client library in
  /// each.
  private static Map<String, String> connections() {
    String sockets =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(number ->
                "holder\t%d\t%d\t5\nsocket\ttcp\t0100007F:%04X\t0200007F:0CEA\t01\t%d\n"
                    .formatted(1 + number, 2 + number % PROCESSES, 20_000 + number, 1 + number))
            .collect(
                Collectors.joining("", "look\nlittle-endian\n", "end\t" + 2 * CONNECTIONS + "\n"));
    String libraries =
        IntStream.range(2, 2 + PROCESSES)
            .mapToObj("process\t%d\t1\t/x\n"::formatted)
            .collect(
                Collectors.joining(
                    "",
                    "look\nlibrary\t1\t" + LONG_PATH + "\nset\t1\t1\n",
                    "managers\t1\nmanager\tdpkg\nend\t" + (2 + PROCESSES) + "\n"));
    return Map.of(
        "processes", ExpensiveAnswers.processes(), "sockets", sockets, "libraries", libraries);
  }
}
