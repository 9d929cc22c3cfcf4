package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The form of shell halves, so that whoever knows shell and awk can change one.
class ShellFormTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final int WIDEST = 120;

  /// An awk program, or a quoted program in a shell file, is at most this many lines.
  private static final int LONGEST = 80;

  @Test
  void noLineIsWiderThanAScreen() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(".sh", ".awk")) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).length() > WIDEST) {
          wrong.add("%s:%d has %d characters".formatted(file, i + 1, lines.get(i).length()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyFunctionHasACommentThatSaysWhatGoesInAndOut() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(".sh", ".awk")) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        boolean function =
            lines.get(i).matches("\\s*function \\w+\\(.*") // awk
                || lines.get(i).matches("\\s*\\w+\\(\\) \\{.*"); // sh
        String before = i == 0 ? "" : lines.get(i - 1).strip();
        if (function && (!before.startsWith("# ") || before.startsWith("# shellcheck "))) {
          wrong.add("%s:%d %s".formatted(file, i + 1, lines.get(i).strip()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noAwkFileIsLongerThanOneCanRead() throws IOException {
    for (Path file : files(".awk")) {
      assertThat(Files.readAllLines(file).stream().filter(ShellFormTest::isCode))
          .as("%s: lines that are no comment; make two files of it", file)
          .hasSizeLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void noQuotedProgramIsLongerThanOneCanRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(".sh")) {
      List<String> lines = Files.readAllLines(file).stream().filter(ShellFormTest::isCode).toList();
      // quotes that are open at the end of a line begin or end a program of several lines
      int began = -1;
      for (int i = 0; i < lines.size(); i++) {
        boolean odd = lines.get(i).chars().filter(c -> c == '\'').count() % 2 == 1;
        if (odd && began < 0) {
          began = i;
        } else if (odd) {
          if (i - began > LONGEST) {
            wrong.add("%s: %d lines from %s".formatted(file, i - began, lines.get(began)));
          }
          began = -1;
        }
      }
    }
    assertThat(wrong).as("make an .awk file of it").isEmpty();
  }

  private static boolean isCode(String line) {
    return !line.isBlank() && !line.strip().startsWith("#");
  }

  private static List<Path> files(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(end -> file.toString().endsWith(end)))
          .sorted()
          .toList();
    }
  }
}
