package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A stripped program does what the whole one does, whatever quotes it is made of.
///
/// The programs can only print: `echo`, names of no command, and quotes; no redirection, no function, no path.
class SectionTextInShellsTest {

  private static final int PROGRAMS = Integer.getInteger("driftline.programs", 250);
  private static final List<String> PIECES =
      List.of(
          "echo ",
          "a",
          "b ",
          "  ",
          "\n",
          "\n  ",
          "\n\t",
          "'",
          "\"",
          "\\",
          "\\\n",
          " # c",
          "\n  # c '\n",
          "\n#\"\n",
          "$(echo ",
          ")",
          "`",
          "; ",
          "${x#",
          "}",
          "$x ",
          "x=",
          "\"$(echo \"a\n  b\")\"",
          "$#",
          "a#b",
          "$((1 + 2))");

  @Test
  void aStrippedProgramPrintsTheSame() throws IOException, InterruptedException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("SectionTextInShellsTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    int shorter = 0;
    for (int number = 0; number < PROGRAMS; number++) {
      String program = program(random);
      String stripped = SectionText.strip(program);
      if (!stripped.strip().equals(program.strip())) {
        shorter++;
        String expected = run(program);
        assertThat(run(stripped))
            .as("seed %d, program\n%s\nstripped\n%s", seed, program, stripped)
            .isEqualTo(expected);
      }
    }
    assertThat(shorter).as("programs that became shorter, seed %d", seed).isPositive();
  }

  private static String program(Random random) {
    StringBuilder program = new StringBuilder("  echo ");
    for (int pieces = 2 + random.nextInt(14); pieces > 0; pieces--) {
      program.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return program.append("\n  echo end\n").toString();
  }

  /// What it prints and its status; a program with a mistake in it prints what comes before that.
  private static String run(String program) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/dash", "-c", program)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/nowhere");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "status " + process.waitFor();
  }
}
