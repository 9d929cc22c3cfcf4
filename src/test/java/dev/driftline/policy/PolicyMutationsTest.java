package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is done to a policy, reading it ends in policies or problems, never in an exception.
class PolicyMutationsTest {

  private static final String VALID =
      """
      policy: stdio
      title: Streams
      hosts: all
      checks:
        - id: std-fds-safe
          severity: critical
          probe: fds
          where: { fd: [0, 1, 2], age: ">= 60s" }
          expect: { kind: [dev-null, { not: "~ ^a+$" }, pipe] }
          why: It takes the {{ number }}.
        - id: rndc-quiet
          probe: { command: "rndc -p {{ port }} status", user: bind, timeout: 10s }
          expect: { exit: 0, stderr: clean }
          if_absent: not-applicable
          enabled: true
          min_coverage: 95%
          tags: [dns]
          applies_to: { os: debian }
        - id: follows
          pair: { port: 3306 }
          expect: { client.series: "= server.series" }
        - id: floor
          probe: packages
          where: { name: openssl }
          expect_any: { version: { all: [">= {{ low | default('1') }}", "< 9"] } }
        - id: count
          probe: libraries
          where: { name: [a, b] }
          expect_count: "> 1"
      """;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          "- ",
          "\n",
          "  ",
          "'",
          "\"",
          "{{",
          "}}",
          "{%",
          "%}",
          "{#",
          "~",
          ">=",
          "&a ",
          "*a",
          "!x ",
          "<<: ",
          "null",
          "._",
          "\t",
          "\u2028",
          "\u0000",
          "\"\\ud83d\"",
          "| ",
          "> ",
          "#",
          ",",
          "99999999999999999999",
          "{{ port.x() }}",
          "{{ port | upper }}",
          "\ud83d\ude00",
          "\ufeff");

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void neverThrows() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      String text = mutated(random);
      Problems problems = new Problems();
      Path path = Files.write(folder.resolve("p.yaml"), bytes(text, random));
      try {
        PolicySet set = PolicySet.read(List.of(path), PolicyTexts.TABLES, problems);
        List<Check> checks =
            set.forHost("h", Map.of("port", 953L, "number", "2"), (_, _) -> true, problems);
        assertThat(!checks.isEmpty() || problems.hasErrors())
            .as("silence about\n%s", text)
            .isTrue();
        read += problems.hasErrors() ? 0 : 1;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", text:\n" + text, e);
      }
    }
    assertThat(read).as("policies that stayed valid, seed %d", seed).isPositive();
  }

  /// Cut and joined between characters, never within one: half a character cannot stand in a file.
  private static String mutated(Random random) {
    int[] text = VALID.codePoints().toArray();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(text.length);
      int end = Math.min(text.length, at + random.nextInt(12));
      int[] piece = PIECES.get(random.nextInt(PIECES.size())).codePoints().toArray();
      text =
          switch (random.nextInt(4)) {
            case 0 -> replace(text, at, end, new int[0]);
            case 1 -> replace(text, at, at, piece);
            case 2 -> replace(text, at, end, piece);
            default -> {
              int place = random.nextInt(text.length);
              yield replace(text, place, place, Arrays.copyOfRange(text, at, end));
            }
          };
    }
    return new String(text, 0, text.length);
  }

  private static int[] replace(int[] text, int from, int to, int[] piece) {
    return IntStream.concat(
            Arrays.stream(text, 0, from),
            IntStream.concat(Arrays.stream(piece), Arrays.stream(text, to, text.length)))
        .toArray();
  }

  /// As a file holds the text; in one of ten, a byte is another, which mostly is no UTF-8 any more.
  private static byte[] bytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
