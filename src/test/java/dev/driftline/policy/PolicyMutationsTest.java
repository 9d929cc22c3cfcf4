package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
  void neverThrows() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      String text = mutated(random);
      Problems problems = new Problems();
      PolicyTexts texts = new PolicyTexts(folder);
      Path path = texts.write("p.yaml", text);
      try {
        PolicySet set = PolicySet.read(List.of(path), PolicyTexts.TABLES, problems);
        List<Policy> policies = set.forHost("h", Map.of("port", 953L, "number", "2"), problems);
        assertThat(!policies.isEmpty() || problems.hasErrors())
            .as("silence about\n%s", text)
            .isTrue();
        read += problems.hasErrors() ? 0 : 1;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", text:\n" + text, e);
      }
    }
    assertThat(read).as("policies that stayed valid, seed %d", seed).isPositive();
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(VALID);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      }
    }
    return text.toString();
  }
}
