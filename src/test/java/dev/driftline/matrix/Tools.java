package dev.driftline.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The programs that the texts of the shell halves can start.
///
/// A program that is new in a half is among them by itself: each word of a half that is the name of a program counts,
/// except those of [#WORDS], which are names of something else there.
final class Tools {

  private static final Path SOURCES = Path.of("src/main/java");

  /// Where the prologue looks for programs.
  private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"));

  /// Tools of other systems, which this machine need not have.
  private static final Set<String> ELSEWHERE = Set.of("rpm", "apk", "busybox", "toybox");

  /// What shells do themselves, and names of programs that mean something else in the halves.
  static final Set<String> WORDS = Set.of("[", "echo", "kill", "printf");

  private static final Pattern WORD =
      Pattern.compile(
          "(?<![A-Za-z0-9_$.{/%-])\\[|(?<![A-Za-z0-9_$.{%-])[a-z][a-z0-9_.+-]*[a-z0-9]|(?<![A-Za-z0-9_$.{%-])[a-z](?![A-Za-z0-9_])");

  private Tools() {}

  /// In alphabetical order.
  static Set<String> all() throws IOException {
    Set<String> found = words();
    found.removeAll(WORDS);
    return found;
  }

  /// The names of programs that stand in the halves, whatever they mean there.
  static Set<String> words() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Tools::isHalf).toList()) {
        Matcher word = WORD.matcher(code(file));
        while (word.find()) {
          if (isProgram(word.group())) {
            found.add(word.group());
          }
        }
      }
    }
    return found;
  }

  private static boolean isHalf(Path file) {
    String name = file.toString();
    return name.endsWith(".awk") || (name.endsWith(".sh") && !name.endsWith("prologue.sh"));
  }

  /// A text without its comments.
  private static String code(Path file) throws IOException {
    StringBuilder code = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      code.append(line.strip().startsWith("#") ? "" : line).append('\n');
    }
    return code.toString();
  }

  private static boolean isProgram(String word) {
    return ELSEWHERE.contains(word)
        || PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(word)));
  }
}
