package dev.driftline.probe.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Shell halves are sent without indentation and comments, their awk programs too. Needs bash and gawk, which print a
/// program in their own layout, and dash, busybox and mksh.
@Tag("host")
class ShellHalfTest {

  /// An awk program of several lines: `awk -F '\t' '…'`.
  private static final Pattern PROGRAM =
      Pattern.compile("\\bawk\\b[^'\\n]*(?:'\\\\t'[^'\\n]*)?'(\\n[^']*)'");

  @Test
  void anAwkProgramMeansTheSameAsItIsSent() throws Exception {
    int programs = 0;
    for (Path file : files(".awk")) {
      String written = Files.readString(file);
      assertThat(laidOut(ShellHalf.bare(written))).as("%s", file).isEqualTo(laidOut(written));
      programs++;
    }
    for (Path half : halves()) {
      String text = Files.readString(half);
      List<String> written = programs(text);
      List<String> sent = programs(ShellHalf.bare(text));
      assertThat(sent).as("programs of %s", half).hasSameSizeAs(written);
      for (int number = 0; number < written.size(); number++) {
        assertThat(sent.get(number).length()).isLessThan(written.get(number).length());
        assertThat(laidOut(sent.get(number)))
            .as("program %d of %s", number, half)
            .isEqualTo(laidOut(written.get(number)));
        programs++;
      }
    }
    assertThat(programs).isGreaterThan(10);
  }

  @Test
  void everyShellReadsTheSameProgramAsItIsSent() throws Exception {
    for (Path half : halves()) {
      String written = Files.readString(half);
      String sent = ShellHalf.bare(written);
      for (String shell : List.of("dash", "bash --posix", "busybox sh", "mksh")) {
        assertThat(said(words(shell + " -n -s"), sent)).as("%s in %s", half, shell).isEmpty();
      }
      assertThat(ShellHalf.bare(laidOutByBash(sent)))
          .as("%s", half)
          .isEqualTo(ShellHalf.bare(laidOutByBash(written)));
    }
  }

  @Test
  void noHalfHasAHereDocumentWhichWouldLoseItsIndentation() throws Exception {
    for (Path half : halves()) {
      assertThat(Files.readString(half)).as("%s", half).doesNotContain("<<");
    }
  }

  private static List<Path> halves() throws IOException {
    return files(".sh");
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /// What the shell puts into a program stands there by its name.
  private static List<String> programs(String text) {
    List<String> programs = new ArrayList<>();
    Matcher found = PROGRAM.matcher(text.replaceAll("'\"\\$(\\w+)\"'", "$1"));
    while (found.find()) {
      programs.add(found.group(1));
    }
    return programs;
  }

  private static String laidOut(String program) throws IOException, InterruptedException {
    return said(List.of("gawk", "-o-", program), "")
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  /// bash prints a function in its own layout, without comments; quoted texts stay as they are.
  private static String laidOutByBash(String text) throws IOException, InterruptedException {
    return said(List.of("bash", "-s"), "f() {\n" + text + "\n:\n}\ndeclare -f f\n");
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  private static String said(List<String> command, String stdin)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
