package dev.driftline.probe;

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

/// Shell halves are sent without indentation and comments, their awk programs too. Needs gawk, which prints a program in its
/// own layout.
@Tag("host")
class ShellHalfTest {

  /// An awk program of several lines: `awk -F '\t' '…'`.
  private static final Pattern PROGRAM =
      Pattern.compile("\\bawk\\b[^'\\n]*(?:'\\\\t'[^'\\n]*)?'(\\n[^']*)'");

  @Test
  void anAwkProgramMeansTheSameAsItIsSent() throws Exception {
    int programs = 0;
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

  private static List<Path> halves() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/driftline/probe"))) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  private static List<String> programs(String text) {
    List<String> programs = new ArrayList<>();
    Matcher found = PROGRAM.matcher(text);
    while (found.find()) {
      programs.add(found.group(1));
    }
    return programs;
  }

  private static String laidOut(String program) throws IOException, InterruptedException {
    Process gawk = new ProcessBuilder("gawk", "-o-", program).redirectErrorStream(true).start();
    gawk.getOutputStream().close();
    String said = new String(gawk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gawk.waitFor()).as(said).isZero();
    return said.lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }
}
