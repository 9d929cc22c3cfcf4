package dev.driftline.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `driftline test`: what it says of mistakes in cases, and of results that are not as a case expects.
class CasesTest {

  private static final String POLICY =
      """
      policy: stdio
      title: Standard streams
      hosts: app
      checks:
        - { id: std-fds-safe, severity: critical, probe: fds, where: { fd: [1, 2] }, expect: { kind: [dev-null, pipe] }, if_none: pass }
        - { id: log-not-deleted, severity: minor, probe: fds, where: { fd: 2 }, expect: { kind: { not: deleted } } }
        - { id: rndc-quiet, severity: minor, probe: { command: rndc status }, expect: { stderr: clean }, if_absent: not-applicable }
        - { id: same-ssl, severity: minor, probe: packages, where: { name: [openssl] }, expect_same: [version] }
        - { id: series, severity: minor, pair: { product: mysql }, expect: { client.series: "= server.series" }, if_none: not-applicable }
      """;

  private static final String CASES =
      """
      cases: stdio
      tests:
        - case: a daemon that closed stderr
          hosts: { app1: { fds: [ { pid: 7, name: dnsdump.pl, user: bind, executable: /usr/bin/perl, age: 3h, fd: 2, kind: closed } ] } }
          expect:
            - { check: std-fds-safe, host: app1, verdict: drift, findings: [dnsdump.pl fd 2] }
            - { check: log-not-deleted, host: app1, verdict: pass }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeThePolicy() throws IOException {
    Files.writeString(folder.resolve("stdio.yaml"), POLICY);
  }

  private Started test(String cases) throws IOException {
    Files.writeString(folder.resolve("stdio.cases.yaml"), cases);
    return Started.with("test", folder.toString());
  }

  @Test
  void aCaseThatComesOutAsExpectedIsQuiet() throws IOException {
    Started tested = test(CASES);
    assertThat(tested.out()).isEqualTo("1 case, 0 failed\n");
    assertThat(tested.err()).isEmpty();
    assertThat(tested.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "', kind: closed' | '' | 6:9: error: std-fds-safe on app1: expected drift, got unknown: kind is not given in this case | `kind: closed`; nothing there is `kind: null`",
        "kind: closed } ] | kind: closed }, { name: dnsdump.pl, fd: 1, kind: tcp } ] | 6:9: error: std-fds-safe on app1: one finding more than expected: \"dnsdump.pl fd 1\" | list every finding: a case is exact; not-applicable never stands for pass",
        "verdict: drift | verdict: fail | 6:53: error: unknown verdict \"fail\" | pass, drift, unknown, waived, not-applicable",
        "age: 3h | age: 3 | 4:101: error: age must be a duration, not \"3\" | `3s`, `3h`",
        "check: std-fds-safe | check: std-fd-safe | 6:18: error: stdio has no check \"std-fd-safe\" | did you mean \"std-fds-safe\"?",
      })
  void theLikeliestMistakesAreSaid(String from, String to, String message, String hint)
      throws IOException {
    Started tested = test(replaced(from.strip(), to.strip()));
    assertThat(problem(tested)).isEqualTo(message.strip() + " | " + hint.strip());
    assertThat(tested.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "cases: stdio | cases: stdo | 1:8: error: no policy \"stdo\" was read | did you mean \"stdio\"?",
        "cases: stdio | cases: other-one | 1:8: error: no policy \"other-one\" was read | name its file or folder, too; those that came with driftline are `shipped`",
        "fds: [ | fs: [ | 4:22: error: unknown probe \"fs\" | did you mean \"fds\"?",
        "kind: closed | kin: closed | 4:112: error: unknown column \"kin\" | did you mean \"kind\"?",
        "kind: closed | kind: closd | 4:118: error: unknown kind \"closd\" | did you mean \"closed\"?",
        "host: app1, verdict: drift | host: app2, verdict: drift | 6:38: error: the case has no host \"app2\" | did you mean \"app1\"?",
        "name: dnsdump.pl | name: '\"{{ n }}\"' | 4:45: error: a case has no templates | write the value: only policies have them",
        "verdict: drift, findings: [dnsdump.pl fd 2] | verdict: drift | 6:9: error: std-fds-safe on app1: one finding more than expected: \"dnsdump.pl fd 2\" | list every finding: a case is exact; not-applicable never stands for pass",
        "[dnsdump.pl fd 2] | [dnsdump.pl fd 2, x fd 2] | 6:9: error: std-fds-safe on app1: one finding less than expected: \"x fd 2\" | list every finding: a case is exact; not-applicable never stands for pass",
        "host: app1, verdict: pass | host: app1, verdict: not-applicable | 7:9: error: log-not-deleted on app1: expected not-applicable, got pass | ''",
        "check: log-not-deleted | check: rndc-quiet | 7:9: error: rndc-quiet on app1: expected pass, got unknown: command is not given in this case | ''",
        "fds: [ { | today: [ { | 4:22: error: unknown probe \"today\" | 'probes allowed here: host, processes, fds, sockets, packages, command, libraries, pair'",
        "cases: stdio | 'cases: stdio\ntoday: 2027-02-30' | 2:8: error: \"2027-02-30\" is no day of the calendar | write year-month-day: `today: 2027-01-31`",
      })
  void otherMistakesAreSaid(String from, String to, String message, String hint)
      throws IOException {
    Started tested = test(replaced(from.strip(), to.strip()));
    assertThat(problem(tested)).isEqualTo(message.strip() + " | " + hint.strip());
    assertThat(tested.code()).isEqualTo(1);
  }

  private static String replaced(String from, String to) {
    int at = CASES.indexOf(from);
    assertThat(at).isNotNegative();
    return CASES.substring(0, at) + to + CASES.substring(at + from.length());
  }

  /// The first problem: its place, its message and its hint.
  private String problem(Started tested) {
    String said = tested.err() + tested.out();
    String file = folder.resolve("stdio.cases.yaml") + ":";
    String[] lines = said.substring(said.indexOf(file) + file.length()).split("\n", -1);
    String hint = lines.length > 3 && lines[3].startsWith("  hint: ") ? lines[3].substring(8) : "";
    return lines[0] + " | " + hint;
  }

  @Test
  void absentUnknownAndNoRowAreThreeDifferentAnswers() throws IOException {
    Started tested =
        test(
            """
            cases: stdio
            tests:
              - case: three hosts without rows
                hosts:
                  a: { command: absent, fds: absent }
                  b: { command: { unknown: no shell }, fds: { unknown: no /proc } }
                  c: { fds: [] }
                expect:
                  - { check: rndc-quiet, host: a, verdict: not-applicable }
                  - { check: std-fds-safe, host: a, verdict: unknown }
                  - { check: rndc-quiet, host: b, verdict: unknown }
                  - { check: std-fds-safe, host: b, verdict: unknown }
                  - { check: std-fds-safe, host: c, verdict: pass }
            """);
    assertThat(tested.out()).isEqualTo("1 case, 0 failed\n");
  }

  @Test
  void hostsOfACaseAreComparedWithEachOther() throws IOException {
    Started tested =
        test(
            """
            cases: stdio
            tests:
              - case: one of three differs
                hosts:
                  web1: { packages: [ { name: openssl, version: "3.0.15", manager: dpkg, architecture: amd64 } ] }
                  web2: { packages: [ { name: openssl, version: "3.0.15", manager: dpkg, architecture: amd64 } ] }
                  web3: { packages: [ { name: openssl, version: "3.0.11", manager: dpkg, architecture: amd64 } ] }
                expect:
                  - { check: same-ssl, host: web1, verdict: pass }
                  - { check: same-ssl, host: web3, verdict: drift, findings: [openssl] }
            """);
    assertThat(tested.out()).isEqualTo("1 case, 0 failed\n");
  }

  @Test
  void rowsOfAPairAndOfACommandAreJudged() throws IOException {
    Started tested =
        test(
            """
            cases: stdio
            tests:
              - case: 5.1 and 5.5
                hosts:
                  app1:
                    pair: [ { client.process: d, client.series: "5.1", client.product: mysql, server.host: db1, server.series: "5.5", server.product: mysql } ]
                    command: [ { command: rndc status, stderr: "WARNING: key file" }, { command: other, stderr: "" } ]
                  app2: { pair: [], command: [ { command: other, stderr: "" } ] }
                expect:
                  - { check: series, host: app1, verdict: drift, findings: [d → db1] }
                  - { check: series, host: app2, verdict: not-applicable }
                  - { check: rndc-quiet, host: app1, verdict: drift, findings: [rndc…] }
                  - { check: rndc-quiet, host: app2, verdict: unknown }
            """);
    assertThat(tested.out()).isEqualTo("1 case, 0 failed\n");
  }

  @Test
  void factsAreARecordedCase() throws IOException {
    Path inventory =
        Files.writeString(
            folder.resolve("hosts.yaml.txt"), "all: { hosts: { here: { connection: local } } }\n");
    Started.with(
        "collect", "-i", inventory.toString(), "-o", folder.resolve("here.jsonl.gz").toString());
    Started tested =
        test(
            """
            cases: stdio
            tests:
              - case: this machine
                hosts: { here: { facts: here.jsonl.gz } }
                expect:
                  - { check: rndc-quiet, host: here, verdict: unknown }
            """);
    assertThat(tested.err()).isEmpty();
    assertThat(tested.out()).isEqualTo("1 case, 0 failed\n");
  }

  @Test
  void aFileOfFactsThatIsMissingEndsTheCommand() throws IOException {
    Started tested =
        test(
            """
            cases: stdio
            tests:
              - case: nowhere
                hosts: { here: { facts: nowhere.jsonl.gz } }
                expect: [ { check: rndc-quiet, host: here, verdict: unknown } ]
            """);
    assertThat(tested.code()).isEqualTo(1);
    assertThat(tested.err()).contains("4:", "nowhere.jsonl.gz");
  }

  @Test
  void withoutAnyCaseNothingWasTried() throws IOException {
    Started tested = Started.with("test", folder.toString());
    assertThat(tested.code()).isEqualTo(1);
    assertThat(tested.err())
        .isEqualTo("driftline: there is no case: a file of cases begins with `cases: POLICY`\n");
  }

  @Test
  void theShippedCasesComeOutAsExpected() {
    Started tested = Started.with("test", "checks");
    assertThat(tested.out()).endsWith(" cases, 0 failed\n");
    assertThat(tested.code()).isZero();
  }

  @Test
  void lintFindsMistakesInCases() throws IOException {
    Files.writeString(
        folder.resolve("stdio.cases.yaml"), replaced("verdict: drift", "verdict: fail"));
    Path inventory =
        Files.writeString(
            folder.resolve("hosts.txt"), "all: { children: { app: { hosts: { app1: } } } }\n");
    Started lint = Started.with("lint", "-i", inventory.toString(), "-p", folder.toString());
    assertThat(lint.err()).contains("6:53: error: unknown verdict \"fail\"");
    assertThat(lint.code()).isEqualTo(1);
  }

  /// The day is that of the file of cases, not the present one.
  @Test
  void waiversCountOnTheDayOfTheCases() throws IOException {
    Files.writeString(
        folder.resolve("waivers.yaml"),
        """
        waivers:
          - { check: std-fds-safe, hosts: app*, until: 2027-01-31, reason: The vendor mends it. }
        """);
    assertThat(
            test(CASES
                    .replace(
                        "drift, findings: [dnsdump.pl fd 2]", "waived, findings: [dnsdump.pl fd 2]")
                    .replace("cases: stdio", "cases: stdio\ntoday: 2027-01-31"))
                .out())
        .isEqualTo("1 case, 0 failed\n");
    assertThat(test(CASES.replace("cases: stdio", "cases: stdio\ntoday: 2027-02-01")).out())
        .isEqualTo("1 case, 0 failed\n");
  }
}
