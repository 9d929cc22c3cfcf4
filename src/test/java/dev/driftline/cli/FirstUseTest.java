package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody who knows Ansible and meets driftline for the first time gets wrong, and what the program says then.
class FirstUseTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void anInventory() throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), "app: { hosts: { app1: {}, app2: {} } }\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--limit;hosts are named without an option: driftline check 'app:&prod,db1'",
        "--limit=app;hosts are named without an option: driftline check 'app:&prod,db1'",
        "-e;variables stand in the inventory: group_vars/, host_vars/",
        "-b;write --become",
      })
  void namesWhatStandsForAnOptionOfAnsible(String option, String hint) {
    assertThat(run("check", "app", option)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "driftline: Unknown option: '%s'\nhint: %s\nTry \"driftline check --help\".\n"
                .formatted(option, hint));
  }

  @Test
  void saysHowSeveralHostsAreNamed() {
    assertThat(run("lint", "app", "db1")).isEqualTo(1);
    assertThat(err.toString())
        .contains("hint: several hosts or groups are one argument, with commas: 'app,db1'\n");
  }

  @Test
  void refusesToAskNoHostAtOnce() {
    assertThat(run("check", "--forks", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("'--forks': \"0\" is no number of hosts: write 1 or more");
  }

  /// For Nagios 1 is a warning.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--exit-codes;nagios;--nope;3",
        "--exit-codes=nagios;-i;/nope.yml;3",
        "--exit-codes=NAGIOS;-o;json=-;3",
        "--exit-codes;simple;--nope;1",
      })
  void whatDidNotRunIsUnknownToNagios(String first, String second, String third, int exit) {
    assertThat(run("check", first, second, third)).isEqualTo(exit);
  }

  @Test
  void doesNotMakeAFileOfADash() {
    assertThat(run("check", "-o", "json=-")).isEqualTo(1);
    assertThat(err.toString())
        .contains("\"-\" is no file: for standard output write --format json\n");
  }

  @Test
  void saysWhyAReportCannotBeWritten() throws IOException {
    Path local =
        Files.writeString(
            folder.resolve("local.yml"), "all: { hosts: { me: { connection: local } } }\n");
    Path policy =
        policy("policy: web\nchecks: [{ id: a, probe: host, expect: { os: present } }]\n");
    assertThat(
            run("check", "-i", local.toString(), "-p", policy.toString(), "-o", "json=/proc/nope"))
        .isEqualTo(1);
    assertThat(err.toString())
        .isIn(
            "driftline: cannot write /proc/nope: no such file\n",
            "driftline: cannot write /proc/nope: no file may be made in /proc\n");
  }

  @Test
  void refusesTwoReportsInOneFile() throws IOException {
    Path policy = policy("policy: web\nchecks: [{ id: a, probe: host, expect: { os: debian } }]\n");
    Path file = folder.resolve("report");
    assertThat(
            run(
                "check",
                "-i",
                folder.resolve("hosts.yml").toString(),
                "-p",
                policy.toString(),
                "-o",
                "json=" + file,
                "-o",
                "text=" + folder.resolve("./report")))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("driftline: two reports would be written to %s/./report\n".formatted(folder));
  }

  @Test
  void saysThatAFolderOfPoliciesHoldsNone() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(lint(empty)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            %s:1:1: error: the folder holds no policy
              hint: policies are files named *.yaml or *.yml
            driftline: 1 error, 0 warnings
            """
                .formatted(empty));
  }

  @Test
  void showsWhereAHostPatternStands() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            hosts: app
            checks:
              - id: a
                probe: host
                hosts: "app2:!ap"
                expect: { os: debian }
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            %s:6:12: error: host pattern "app2:!ap": no host or group is called "ap"
              6 |     hosts: "app2:!ap"
                |            ^
              hint: did you mean "app"?
            driftline: 1 error, 0 warnings
            """
                .formatted(policy));
  }

  /// It would never run, and the report would be clean.
  @Test
  void saysThatACheckCoversNoneOfItsPolicysHosts() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            hosts: app2
            checks:
              - id: a
                probe: host
                hosts: app1
                expect: { os: debian }
              - id: b
                probe: host
                expect: { os: debian }
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            %s:6:12: error: host pattern "app1" names none of the policy's hosts, "app2"
              6 |     hosts: app1
                |            ^
              hint: a check's pattern narrows its policy's: move the check, or widen the policy's
            driftline: 1 error, 0 warnings
            """
                .formatted(policy));
  }

  @Test
  void lintRefusesADurationThatTheCommandCouldNotBeGiven() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            checks:
              - id: a
                probe: { command: uptime, timeout: 1d }
                expect: { exit: 0 }
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .contains(":4:40: error: timeout cannot be \"1d\"\n")
        .contains("  hint: write a number and a unit: `10s`, `500ms`, `2m`, `1h`\n");
  }

  @Test
  void refusesAParameterThatTheProbeCouldNotBeGiven() {
    assertThat(run("probe", "command", "app1", "--with", "command=uptime", "--with", "timeout=3"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "timeout cannot be \"3\": write a number and a unit: `10s`, `500ms`, `2m`, `1h`\n");
  }

  /// Who writes `hosts: db` sets the variables for db.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts: db\nchecks:\n  - { id: a, probe: host, expect: { os: '{{ os }}' } }\n",
        "checks:\n  - { id: a, hosts: db, probe: host, expect: { os: '{{ os }}' } }\n",
      })
  void aHostNeedsOnlyTheVariablesOfTheChecksThatCoverIt(String checks) throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "app: { hosts: { app1: {} } }\ndb: { hosts: { db1: { os: debian } } }\n");
    assertThat(lint(policy("policy: p\n" + checks))).isZero();
    assertThat(err.toString()).isEmpty();

    Files.writeString(
        folder.resolve("hosts.yml"),
        "app: { hosts: { app1: {} } }\ndb: { hosts: { db1: { os: debian }, db2: {} } }\n");
    assertThat(lint(policy("policy: p\n" + checks))).isEqualTo(1);
    assertThat(err.toString()).contains(": error: host \"db2\": `os` is undefined\n");
  }

  /// As pgrep warns of them: nothing on the host is ever called so.
  @Test
  void refusesANameThatIsLongerThanAProcessCanHave() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            checks:
              - id: a
                probe: fds
                where: { name: [named, systemd-resolved] }
                expect_none: {}
              - id: b
                pair: { port: 3306 }
                expect: { client.process: { not: café-administration } }
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .contains(":5:28: error: name has at most 15 bytes, and is never \"systemd-resolved\"\n")
        .contains("  hint: the host cuts it off: write \"systemd-resolve\"\n")
        .contains(
            ":9:38: error: client.process has at most 15 bytes, and is never \"café-administration\"\n");
  }

  @Test
  void refusesAStateThatNoSocketHas() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            checks:
              - id: a
                probe: sockets
                where: { state: lisen }
                expect_none: {}
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .contains(":5:21: error: unknown state \"lisen\"\n")
        .contains("  hint: did you mean \"listen\"?\n");
  }

  @Test
  void refusesAWordThatTheColumnNeverHolds() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            checks:
              - id: a
                probe: fds
                expect: { kind: { not: [tcp, unx] } }
              - id: b
                probe: sockets
                expect_none: { protocol: "= TCP" }
            """);
    assertThat(lint(policy)).isEqualTo(1);
    assertThat(err.toString())
        .contains(":5:34: error: unknown kind \"unx\"\n")
        .contains("  hint: did you mean \"unix\"?\n")
        .contains(":8:30: error: unknown protocol \"TCP\"\n")
        .contains("  hint: protocols allowed here: tcp, udp, unix\n");
  }

  @Test
  void saysThatNoCheckHasATag() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            checks: [{ id: a, probe: host, expect: { os: debian } }]
            """);
    assertThat(lint(policy, "--tags", "nightly")).isEqualTo(1);
    assertThat(err.toString()).contains("  hint: tags allowed here: none\n");
  }

  @Test
  void explainsInTheWordsOfPolicies() throws IOException {
    Path policy =
        policy(
            """
            policy: web
            hosts: app
            checks:
              - { id: a, hosts: app1, probe: host, expect: { os: debian }, if_none: not-applicable }
            """);
    assertThat(run("explain", "a", "-p", policy.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  hosts    app, of those app1\n")
        .contains("  no such thing: unknown; no row: not-applicable\n");
  }

  private Path policy(String text) throws IOException {
    return Files.writeString(folder.resolve("web.yml"), text);
  }

  private int lint(Path policies, String... more) {
    String[] arguments = {
      "lint", "-i", folder.resolve("hosts.yml").toString(), "-p", policies.toString()
    };
    return run(
        java.util.stream.Stream.of(arguments, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new Main(new Console(new Output(out), new PrintWriter(err, true))).run(arguments);
  }
}
