package dev.driftline.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VersionOrderTest {

  private static final int PAIRS = 4000;
  private static final String[] PIECES = {
    "0", "1", "01", "9", "10", "00", "a", "b", "rc", ".", ".", "+", "~", "~~", "2", "z", "A"
  };

  @Test
  @Tag("host")
  void ordersAsDpkgItself() throws IOException, InterruptedException {
    List<List<String>> pairs =
        pairs("dpkg", (upstream, revision) -> "1" + upstream + "-" + revision);
    List<String> said =
        ask(
            "while read -r a b; do if dpkg --compare-versions \"$a\" lt \"$b\"; then echo -1;"
                + " elif dpkg --compare-versions \"$a\" eq \"$b\"; then echo 0; else echo 1; fi; done",
            pairs);
    compare(VersionOrder.DPKG, pairs, said);
  }

  @Test
  @Tag("host")
  void ordersAsRpmItself() throws IOException, InterruptedException {
    List<List<String>> pairs = pairs("rpm", (version, release) -> "1" + version + "^" + release);
    List<String> said = new ArrayList<>();
    for (String line :
        ask(
            "rpm --eval '%{lua: for l in io.lines() do local a,b = l:match(\"(%S+) (%S+)\"); print(rpm.vercmp(a,b)..\"\\n\") end}'",
            pairs)) {
      if (!line.isBlank()) {
        said.add(line.strip());
      }
    }
    compare(VersionOrder.RPM, pairs, said);
  }

  @Test
  void isAnOrder() {
    for (VersionOrder order : VersionOrder.values()) {
      List<List<String>> pairs = pairs(order.name(), (a, b) -> "1" + a + "-1" + b);
      for (int i = 1; i < pairs.size(); i++) {
        String a = pairs.get(i).get(0);
        String b = pairs.get(i).get(1);
        assertThat(Integer.signum(order.compare(a, b)))
            .as("%s: %s %s", order, a, b)
            .isEqualTo(-Integer.signum(order.compare(b, a)));
        assertThat(order.compare(a, a)).isZero();
      }
    }
  }

  private static void compare(VersionOrder order, List<List<String>> pairs, List<String> said) {
    assertThat(said).hasSameSizeAs(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      String a = pairs.get(i).get(0);
      String b = pairs.get(i).get(1);
      assertThat(Integer.signum(order.compare(a, b)))
          .as("%s: %s %s", order, a, b)
          .isEqualTo(Integer.parseInt(said.get(i)));
    }
  }

  private static List<List<String>> pairs(String what, BinaryOperator<String> form) {
    long seed = System.nanoTime();
    System.out.println(what + " seed " + seed);
    Random random = new Random(seed);
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      String a = text(random);
      String b = random.nextBoolean() ? a : text(random);
      pairs.add(List.of(form.apply(a, "1" + text(random)), form.apply(b, "1" + text(random))));
    }
    return pairs;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<String> ask(String script, List<List<String>> lines)
      throws IOException, InterruptedException {
    java.nio.file.Path input = java.nio.file.Files.createTempFile("versions", ".txt");
    java.nio.file.Files.writeString(
        input, lines.stream().map(l -> String.join(" ", l) + "\n").collect(Collectors.joining()));
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script)
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    java.nio.file.Files.delete(input);
    return out.lines().toList();
  }
}
