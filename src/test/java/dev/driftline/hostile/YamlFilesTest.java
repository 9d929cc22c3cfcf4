package dev.driftline.hostile;

import static dev.driftline.hostile.LintedFolder.first;
import static dev.driftline.hostile.LintedFolder.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inventories and policies that somebody else may have written, as files.
@Timeout(120)
class YamlFilesTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path temporary;

  private LintedFolder folder() {
    return new LintedFolder(temporary);
  }

  @ParameterizedTest
  @DisplayName("Y01 a file of 100 MB is refused by its size, before it is read")
  @CsvSource({"p.yaml, 1048576", "hosts.yml, 67108864"})
  void refusesAHugeFileBeforeItIsRead(String name, long most) throws Exception {
    folder().write("hosts.yml", LintedFolder.INVENTORY);
    folder().write("p.yaml", LintedFolder.POLICY);
    try (RandomAccessFile file = new RandomAccessFile(temporary.resolve(name).toFile(), "rw")) {
      file.setLength(100 << 20);
    }

    Started lint = withinASecondOfCpu(folder()::lint);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.err())
        .isEqualTo(refused(name, "this is longer than " + most + " bytes", "split it"));
  }

  @Test
  @DisplayName("Y01 three megabytes on one line are refused before they are parsed")
  void refusesAHugeLineBeforeItIsParsed() throws Exception {
    folder().write("p.yaml", LintedFolder.POLICY);
    folder().write("hosts.yml", "all: {hosts: {h: {v: [" + "1,".repeat(3 << 19) + "1]}}}");

    Started lint = withinASecondOfCpu(folder()::lint);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.err())
        .isEqualTo(refused("hosts.yml", "the line is longer than 65536 characters", "break it"));
  }

  private static Started withinASecondOfCpu(Callable<Started> lint) throws Exception {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Started started = lint.call();
    assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
        .as("nanoseconds of CPU")
        .isLessThan(SECOND);
    return started;
  }

  @Test
  @DisplayName("Y02 a billion laughs end at the twenty-first alias")
  void stopsAtTheTwentyFirstAlias() throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      laughs.append(
          "a%d: &a%d [%s*a%d]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(8), i - 1));
    }

    Started lint = folder().lintPolicy(laughs.toString());

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).isEqualTo("p.yaml:4:20: error: more than 20 aliases");
  }

  @Test
  @DisplayName("Y02 a few aliases that double a long list each are counted by what they stand for")
  void countsWhatAliasesStandFor() throws IOException {
    StringBuilder doubling = new StringBuilder("a0: &a0\n" + "- x\n".repeat(3000));
    for (int i = 1; i < 10; i++) {
      doubling.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    Started lint = folder().lintPolicy(doubling.toString());

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint))
        .isEqualTo("p.yaml:3003:10: error: aliases stand for more than 10000 values");
  }

  @Test
  @DisplayName("Y04 a long text is not repeated by aliases without end")
  void doesNotRepeatALongTextWithoutEnd() throws IOException {
    String inventory =
        "all:\n  vars:\n    long: &a "
            + "x".repeat(60_000)
            + "\n    list:\n"
            + "    - *a\n".repeat(20_000)
            + "  hosts: {h: }\n";

    Started lint = folder().lintInventory(inventory);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint))
        .isEqualTo("hosts.yml:18:7: error: aliases stand for more than 12300 values");
  }

  @ParameterizedTest
  @DisplayName("Y05, Y06, Y07, Y22 merge keys, cycles and odd anchors are refused")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "|policy: &a p\nb: {<<: *a}|; p.yaml:2:5: error: merge keys (<<) are not supported",
        "policy: &a [*a]; p.yaml:1:13: error: alias *a stands for nothing before it",
        "policy: &a {b: *a}; p.yaml:1:16: error: alias *a stands for nothing before it",
        "&a {*a : x}; p.yaml:1:5: error: alias *a stands for nothing before it",
        "policy: *a; p.yaml:1:9: error: a text that begins with * is an alias in YAML",
        "|policy: &a p\ntitle: &a q|; p.yaml:2:8: error: anchor &a stands twice",
      })
  void refusesMergeKeysCyclesAndOddAnchors(String text, String message) throws IOException {
    Started lint = folder().lintPolicy(text);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).isEqualTo(message);
  }

  @Test
  @DisplayName("Y22 an anchor's name of 60 KB is a name like any other")
  void survivesTheNameOfAnAnchor() throws IOException {
    Started lint =
        folder()
            .lintPolicy(
                "policy: &" + "a".repeat(60_000) + " p\n" + LintedFolder.POLICY.substring(10));

    assertThat(lint).isEqualTo(new Started(0, "no errors: 1 host, 1 policy, 1 check\n", ""));
  }

  @Test
  @DisplayName("Y09 a key that stands twice is refused, with both places")
  void refusesAKeyThatStandsTwice() throws IOException {
    Started lint = folder().lintPolicy(LintedFolder.POLICY + "policy: q\n");

    assertThat(lint)
        .isEqualTo(
            new Started(
                1,
                "",
                """
                p.yaml:4:1: error: key "policy" stands twice
                  4 | policy: q
                    | ^
                  hint: it stood at line 1 already; the first would be lost
                driftline: 1 error, 0 warnings
                """));
  }

  @Test
  @DisplayName("Y09 hosts whose names differ only in case are refused, with both places")
  void refusesHostsThatDifferInCase() throws IOException {
    Started lint = folder().lintInventory("all:\n  hosts:\n    web:\n    WEB:\n");

    assertThat(lint)
        .isEqualTo(
            new Started(
                1,
                "",
                """
                hosts.yml:4:5: error: hosts "web" and "WEB" differ only in case
                  4 |     WEB:
                    |     ^
                  hint: DNS knows no case: "web" stands at hosts.yml:3:5; name it the same way everywhere
                driftline: 1 error, 0 warnings
                """));
  }

  @Test
  @DisplayName("Y10 an unknown key is refused, and the nearest one named")
  void namesTheNearestKey() throws IOException {
    Started lint = folder().lintPolicy(LintedFolder.POLICY.replace("expect:", "expct:"));

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.err())
        .contains("p.yaml:3:26: error: unknown key \"expct\"\n")
        .contains("  hint: did you mean \"expect\"?\n");
  }

  @ParameterizedTest
  @DisplayName("Y12, Y14, Y16 characters that hide, move or break lines are refused in a file")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "|policy: p\n\tchecks: x|; p.yaml:2:1: error: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        "|policy: p\0|; p.yaml:1:1: error: a control character, U+0000, stands here",
        "|policy: p\u001b[31m|; p.yaml:1:1: error: a control character, U+001B, stands here",
        "|policy: p\u009b31m|; p.yaml:1:1: error: a control character, U+009B, stands here",
        "|policy: p # x\u2028checks: y|; p.yaml:1:1: error: a line ends with U+2028 here, which is hard to see",
        "|policy: p\n# x\u0085checks: y|; p.yaml:2:1: error: a line ends with U+0085 here, which is hard to see",
        "|# x\rpolicy: p|; p.yaml:1:1: error: a line ends with U+000D here, which is hard to see",
      })
  void refusesCharactersThatHide(String text, String message) throws IOException {
    Started lint = folder().lintPolicy(text);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).isEqualTo(message);
  }

  @Test
  @DisplayName("Y12 a byte-order mark at the beginning is passed over, CRLF ends lines")
  void readsWhatWindowsWrites() throws IOException {
    Started lint = folder().lintPolicy("\ufeff" + LintedFolder.POLICY.replace("\n", "\r\n"));

    assertThat(lint).isEqualTo(new Started(0, "no errors: 1 host, 1 policy, 1 check\n", ""));
  }

  @ParameterizedTest
  @DisplayName(
      "Y14, Y15 escapes, bidi and zero-width characters are no part of a name, and shown escaped")
  @ValueSource(strings = {"\\e[31m", "a\\u202eb", "a\\u200bb", "\\0", "a\\x9bb", "\\ud800"})
  void refusesNamesThatAct(String name) throws IOException {
    Started policy =
        folder().lintPolicy("policy: \"" + name + "\"\n" + LintedFolder.POLICY.substring(10));
    Started host = folder().lintInventory("all: {hosts: {\"" + name + "\": }}\n");

    assertThat(policy.code()).isEqualTo(1);
    assertThat(host.code()).isEqualTo(1);
    assertThat(policy.err() + host.err()).matches("[\\n -~]+").contains(": error: ");
  }

  @Test
  @DisplayName("Y14 an escape in a text is kept, and shown escaped")
  void showsAnEscapeInATextEscaped() throws IOException {
    folder().write("hosts.yml", LintedFolder.INVENTORY);
    folder()
        .write(
            "p.yaml",
            "policy: p\nchecks:\n  - {id: c, title: \"\\e[2J\", probe: host, expect: {os: debian}}\n");

    Started explained =
        folder().shortened(Started.with("explain", "c", "-p", temporary + "/p.yaml"));

    assertThat(explained.code()).isZero();
    assertThat(explained.out()).contains("  \\u{1b}[2J\n").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @DisplayName(
      "Y17 a tag is refused in a policy, and makes nothing in an inventory, whatever it names")
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [x]",
        "!foo x",
        "!!binary eA==",
        "!!java.util.Date x",
        "!!set {x}",
        "!<tag:yaml.org,2002:python/object/apply:os.system> x"
      })
  void refusesTags(String value) throws IOException {
    Started policy = folder().lintPolicy("policy: " + value + "\n");
    String inventory = "all: {hosts: {h: {ansible_connection: local, %s: " + value + "}}}\n";
    Started unused = folder().lintInventory(inventory.formatted("x"));
    Started listed = folder().run("inventory");
    Started used = folder().lintInventory(inventory.formatted("ansible_become"));

    assertThat(policy.code()).isEqualTo(1);
    assertThat(first(policy)).matches("p\\.yaml:1:9: error: tag \\S+ is not allowed");
    assertThat(unused).isEqualTo(new Started(0, "no errors: 1 host, 1 policy, 1 check\n", ""));
    assertThat(listed.out()).containsPattern("\n  x = \\S+ \\*\\*\\*    \\(hosts.yml:1:46\\)\n");
    assertThat(first(used))
        .matches("hosts\\.yml:1:62: error: ansible_become is closed by \\S+ and cannot be used");
  }

  @Test
  @DisplayName("Y19 hosts called no, on, y, null, 0x1, 010, 12:30 or 1 keep their names")
  void keepsNamesThatOthersReadAsNumbers() throws IOException {
    Started lint =
        folder()
            .lintInventory(
                "all:\n  vars: {ansible_host: 127.0.0.1}\n  hosts: {no: , on: , y: , null: , 0x1: , 010: , 1: , 1e3: }\n");
    Started listed = folder().run("inventory");

    assertThat(lint).isEqualTo(new Started(0, "no errors: 8 hosts, 1 policy, 1 check\n", ""));
    assertThat(listed.out()).contains("no\n", "on\n", "y\n", "null\n", "0x1\n", "010\n", "1e3\n");
  }

  @ParameterizedTest
  @DisplayName("Y20 a file that is not one policy is refused")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "||; p.yaml:1:1: error: the file holds no policy",
        "# nothing; p.yaml:1:1: error: the file holds no policy",
        "policy; p.yaml:1:1: error: a policy must be a mapping, not a text",
        "[policy]; p.yaml:1:1: error: a policy must be a mapping, not a list",
        "|policy: p\n---\npolicy: q|; p.yaml:2:1: error: a second document",
        "|policy: p\n...\nrest|; p.yaml:3:1: error: not YAML: expected '<document start>', but found '<scalar>'",
        "|policy: p\n]|; p.yaml:2:1: error: not YAML: expected <block end>, but found ']'",
      })
  void refusesAFileThatIsNotOnePolicy(String text, String message) throws IOException {
    Started lint = folder().lintPolicy(text);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).isEqualTo(message);
  }

  @ParameterizedTest
  @DisplayName("Y19, Y21 5.10, no, 0755, 22:22, ._ and 60,000 digits stay texts")
  @ValueSource(strings = {"5.10", "no", "0755", "22:22", "._", "1_000", "0x10", "=", "2001-01-01"})
  void keepsTexts(String value) throws IOException {
    folder().write("hosts.yml", "all: {hosts: {h: }, vars: {v: " + value + "}}\n");

    assertThat(folder().run("inventory", "h").out()).contains("v = " + value + " ");
  }

  @Test
  @DisplayName("Y21 a number of 60,000 digits is no number, and not repeated at length")
  void survivesALongNumber() throws IOException {
    Started lint =
        folder()
            .lintPolicy(
                "policy: p\nchecks:\n  - id: c\n    probe: fds\n    expect: {fd: "
                    + "9".repeat(60_000)
                    + "}\n");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).startsWith("p.yaml:5:18: error: fd must be a whole number, not \"999");
    assertThat(lint.err().length()).isLessThan(3000);
  }

  @Test
  @DisplayName("Y24 a pipe, a device, a folder and a link out of the policies are not read")
  void readsRegularFilesOnly() throws Exception {
    folder().write("hosts.yml", LintedFolder.INVENTORY);
    Path pipe = temporary.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path policies = Files.createDirectory(temporary.resolve("policies"));
    Path secret = folder().write("secret", "policy: s\n");
    Files.createSymbolicLink(policies.resolve("link.yaml"), secret);
    Files.createSymbolicLink(policies.resolve("zero.yaml"), Path.of("/dev/zero"));

    for (String path :
        new String[] {pipe.toString(), "/dev/zero", policies.resolve("zero.yaml").toString()}) {
      Started lint = lintOf(path);
      assertThat(lint.code()).as(path).isEqualTo(1);
      assertThat(first(lint))
          .as(path)
          .matches(
              "\\S+:1:1: error: (?:this is not a regular file|this is a link that leads out of its folder, to /dev/zero)");
    }
    assertThat(lintOf(policies.toString()).err())
        .isEqualTo(
            """
            policies/link.yaml:1:1: error: this is a link that leads out of policies
              hint: replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)
            policies/zero.yaml:1:1: error: this is a link that leads out of policies
              hint: replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)
            driftline: 2 errors, 0 warnings
            """);
  }

  private Started lintOf(String policies) {
    return folder().shortened(Started.with("lint", "-i", temporary + "/hosts.yml", "-p", policies));
  }

  @Test
  @DisplayName("Y24 a file's own name is shown escaped")
  void showsTheNameOfAFileEscaped() throws IOException {
    folder().write("hosts.yml", LintedFolder.INVENTORY);
    folder().write("\u001b[2J\n.yaml", "policy: [\n");

    assertThat(lintOf(temporary + "/\u001b[2J\n.yaml").err())
        .matches("(?s)\\\\u\\{1b}\\[2J\\\\u\\{a}\\.yaml:\\d+:\\d+: error: .*")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @DisplayName("Y27 groups that contain themselves are refused, and the cycle printed")
  @CsvSource(
      delimiter = ';',
      value = {
        "a: {children: {b: {children: {a: }}}}; hosts.yml:1:31: error: group \"a\" contains itself: a > b > a",
        "a: {children: {a: }}; hosts.yml:1:16: error: group \"a\" contains itself: a > a",
      })
  void printsTheCycle(String text, String message) throws IOException {
    Started lint = folder().lintInventory(text);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(first(lint)).isEqualTo(message);
  }

  @Test
  @DisplayName("Y27 a chain of a thousand groups is read")
  void readsALongChainOfGroups() throws IOException {
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      chain.append("g%d: {children: {g%d: }}\n".formatted(i, i + 1));
    }
    chain.append("g1000: {hosts: {h: }}\n");

    assertThat(folder().lintInventory(chain.toString()))
        .isEqualTo(new Started(0, "no errors: 1 host, 1 policy, 1 check\n", ""));
  }

  @Test
  @DisplayName("Y30 a bad line is not quoted behind a key that may hold a secret")
  void doesNotQuoteASecret() throws IOException {
    Started lint = folder().lintInventory("all:\n  vars:\n    db_password: [hunter2\n");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.err()).contains("error").doesNotContain("hunter2");
  }

  @Test
  @DisplayName("Y30 bytes that are no UTF-8 are refused, half a character too")
  void refusesWhatIsNotUtf8() throws IOException {
    folder().write("hosts.yml", LintedFolder.INVENTORY);
    for (byte[] bytes :
        new byte[][] {
          {(byte) 0xff}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xc0, (byte) 0x80}
        }) {
      Files.write(temporary.resolve("p.yaml"), bytes);
      assertThat(folder().lint())
          .isEqualTo(
              new Started(1, "", refused("p.yaml", "the file is not UTF-8", "save it as UTF-8")));
    }
  }
}
