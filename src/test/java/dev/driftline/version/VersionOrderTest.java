package dev.driftline.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

  private static final int PAIRS = 4000;
  private static final int TEXTS = 80;
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
            "rpm --eval '%{lua: for l in io.lines() do local a,b = l:match(\"(%S+) (%S+)\");"
                + " print(rpm.vercmp(a,b)..\"\\n\") end}'",
            pairs)) {
      if (!line.isBlank()) {
        said.add(line.strip());
      }
    }
    compare(VersionOrder.RPM, pairs, said);
  }

  /// rpm compares packages by epoch, then version, then release, each by `rpm.vercmp`.
  @Test
  @Tag("host")
  void ordersEpochVersionAndReleaseAsRpmItself() throws IOException, InterruptedException {
    List<List<String>> pairs =
        pairs("rpm evr", (version, release) -> epoch(version) + "1" + version + "-" + release);
    List<String> said = new ArrayList<>();
    for (String line :
        ask(
            "rpm --eval '%{lua:"
                + " function split(t) local e,r = t:match(\"^(%d+):(.*)$\"); if not e then e,r = \"0\",t end;"
                + " local v,l = r:match(\"^(.*)-([^-]*)$\"); return e,v,l end;"
                + " for line in io.lines() do local a,b = line:match(\"(%S+) (%S+)\");"
                + " local e,v,r = split(a); local f,w,s = split(b);"
                + " local c = rpm.vercmp(e,f); if c == 0 then c = rpm.vercmp(v,w) end;"
                + " if c == 0 then c = rpm.vercmp(r,s) end; print(c..\"\\n\") end}'",
            pairs)) {
      if (!line.isBlank()) {
        said.add(line.strip());
      }
    }
    compare(VersionOrder.RPM, pairs, said);
  }

  private static String epoch(String text) {
    return switch (Math.floorMod(text.hashCode(), 4)) {
      case 0 -> "0:";
      case 1 -> "1:";
      case 2 -> "10:";
      default -> "";
    };
  }

  /// Ascending, as apk-tools documents and tests its order (test/version.data of 2.14).
  @Test
  void ordersAsApkDocuments() {
    List<String> ascending =
        List.of(
            "0.9",
            "1.0_alpha",
            "1.0_alpha2",
            "1.0_beta",
            "1.0_beta1",
            "1.0_pre1",
            "1.0_rc1",
            "1.0_rc1-r1",
            "1.0_rc2",
            "1.0",
            "1.0-r1",
            "1.0-r2",
            "1.0-r10",
            "1.0_cvs1",
            "1.0_svn1",
            "1.0_git20240101",
            "1.0_git20240102",
            "1.0_p1",
            "1.0_p1-r3",
            "1.0_p2",
            "1.0a",
            "1.0b",
            "1.0.1",
            "1.001",
            "1.01",
            "1.02",
            "1.1",
            "1.2",
            "1.2.3",
            "1.2.10",
            "1.10",
            "2",
            "10.0");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(Integer.signum(VersionOrder.APK.compare(ascending.get(i), ascending.get(j))))
            .as("%s %s", ascending.get(i), ascending.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  /// As src/version.c of apk-tools reads them: a part that begins with 0 is compared as text, unless it is the first;
  /// what has more parts is later, but for what comes before a release; 006 is 6.
  @ParameterizedTest
  @CsvSource({
    "1.010, 1.09, -1",
    "1.0, 1.00, -1",
    "1.00, 1.01, -1",
    "1.001, 1.01, -1",
    "1.09, 1.1, -1",
    "1.02.07, 1.02.10, -1",
    "1.06-r6, 006, -1",
    "006, 6, 0",
    "021109-r3, 20060512, -1",
    "2.02.06, 2.02.10, -1",
    "1.2.12.04, 1.2.12.05, -1",
    "1.0, 1.0-r0, -1",
    "1.0_alpha, 1.0_alpha0, -1",
    "1.0_alpha01, 1.0_alpha1, 0",
    "0.1.0_alpha_pre2, 0.1.0_alpha, -1",
    "1.0_pre20191002222144-r0, 1.0_pre20210530193627-r0, -1",
    "1.0, 1.0~0af-r1, -1",
    "1.0-r9, 1.0~0af-r1, -1",
    "1.0~0af-r1, 1.0_p1, -1",
    "6b-r7, 6c, -1",
    "2.5.1-r8, 2.5.1a-r1, -1"
  })
  void ordersAsApkReadsPartsThatBeginWithZero(String left, String right, int expected) {
    assertThat(Integer.signum(VersionOrder.APK.compare(left, right))).isEqualTo(expected);
    assertThat(Integer.signum(VersionOrder.APK.compare(right, left))).isEqualTo(-expected);
  }

  @Test
  void ordersAsSemverDocuments() {
    List<String> ascending =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2",
            "1.10",
            "2.0.0",
            "10.0");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(Integer.signum(VersionOrder.SEMVER.compare(ascending.get(i), ascending.get(j))))
            .as("%s %s", ascending.get(i), ascending.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  /// An order that runs in a circle would make `>=` and `<` meaningless. Where rpm versions have no release it cannot
  /// hold: `1-1` and `1-2` both equal `1`, so that a policy may leave the release out.
  @Test
  void isTransitive() {
    for (VersionOrder order : VersionOrder.values()) {
      List<String> texts =
          pairs(order + " transitive", (a, b) -> form(order, a, b)).stream()
              .map(pair -> pair.get(0))
              .distinct()
              .limit(TEXTS)
              .toList();
      for (String a : texts) {
        for (String b : texts) {
          for (String c : texts) {
            assertTransitive(order, a, b, c);
          }
        }
      }
    }
    assertThat(VersionOrder.RPM.compare("1-1", "1")).isZero();
    assertThat(VersionOrder.RPM.compare("1", "1-2")).isZero();
    assertThat(VersionOrder.RPM.compare("1-1", "1-2")).isNegative();
  }

  private static void assertTransitive(VersionOrder order, String a, String b, String c) {
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0 && order.compare(a, c) > 0) {
      throw new AssertionError("%s: %s <= %s <= %s".formatted(order, a, b, c));
    }
  }

  private static String form(VersionOrder order, String version, String release) {
    return switch (order) {
      case DPKG, RPM, RELEASE -> "1" + version + "-" + release;
      case APK ->
          "1.%d.0%d"
              .formatted(
                  Math.floorMod(version.hashCode(), 12), Math.floorMod(release.hashCode(), 120));
      case SEMVER ->
          "1.%d-%s".formatted(Math.floorMod(version.hashCode(), 3), release.replaceAll("[~+]", ""));
    };
  }

  @Test
  @DisplayName("L6 kernels and systems have an order")
  void ordersReleasesOfKernelsAndSystems() {
    List<String> sorted =
        List.of(
            "5.14.0-427.el9.x86_64",
            "6.1",
            "6.1.0-9-amd64",
            "6.1.0-18-amd64",
            "6.12.0-rc3",
            "6.12.0");
    assertThat(sorted).isSortedAccordingTo(VersionOrder.RELEASE);
    assertThat(VersionOrder.RELEASE.compare("6.12-rc3+", "6.12")).isNegative();
    assertThat(VersionOrder.RELEASE.compare("9.3", "12")).isNegative();
    assertThat(VersionOrder.RELEASE.compare("22.04", "20.10")).isPositive();
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
