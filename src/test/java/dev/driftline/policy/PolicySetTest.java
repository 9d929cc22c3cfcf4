package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySetTest {

  private static final String CONTRACT =
      """
      policy: stdio
      title: Standard streams of long-running processes
      hosts: all
      checks:
        - id: std-fds-safe
          title: stdin, stdout and stderr are open
          severity: critical
          probe: fds
          where: { fd: [0, 1, 2], age: ">= 60s" }
          expect: { kind: [dev-null, file-append, pipe] }
          why: The next file takes the free number.
          fix: Redirect instead of closing.

        - id: rndc-quiet
          severity: major
          probe: { command: rndc status, user: bind, timeout: 10s }
          expect: { exit: 0, stderr: clean }
          if_absent: not-applicable
          enabled: true
          min_coverage: 95%
          tags: [dns, nightly]
          applies_to: { os: debian }

        - id: mysql-client-follows-server
          severity: critical
          pair: { port: 3306 }
          expect: { client.series: "= server.series" }

        - id: openssl-floor
          severity: major
          probe: packages
          where: { name: openssl }
          expect: { version: ">= {{ openssl_min }}" }
      """;

  @TempDir Path folder;

  private PolicyTexts texts() {
    return new PolicyTexts(folder);
  }

  private List<Check> checks(String text, Map<String, ?> variables) {
    PolicyTexts texts = texts();
    List<Check> checks =
        texts.read(text).forHost("app1", variables, (_, _) -> true, texts.problems());
    assertThat(texts.complaints()).isEmpty();
    return checks;
  }

  @Test
  void readsThePolicyOfTheDesign() {
    List<Check> checks = checks(CONTRACT, Map.of("openssl_min", "3.0.10"));

    assertThat(checks)
        .extracting(check -> check.info().id())
        .containsExactly(
            "std-fds-safe", "rndc-quiet", "mysql-client-follows-server", "openssl-floor");
    assertThat(checks.getFirst().info())
        .isEqualTo(
            new CheckInfo(
                "stdio",
                "std-fds-safe",
                "stdin, stdout and stderr are open",
                Severity.CRITICAL,
                "The next file takes the free number.",
                "Redirect instead of closing."));
    assertThat(checks.get(0).subject())
        .isEqualTo(new Subject.Rows(new Question("fds", Map.of("fd", "0,1,2"))));
    assertThat(checks.get(1).subject())
        .isEqualTo(
            new Subject.Rows(
                new Question(
                    "command",
                    Map.of("command", "rndc status", "user", "bind", "timeout", "10s"))));
    assertThat(checks.get(2).subject())
        .isEqualTo(Subject.Pair.ofPort(3306, Optional.empty(), Knowledge.shipped()));
  }

  @Test
  void compilesMatchersToTheFormOfTheirColumns() {
    List<Check> checks = checks(CONTRACT, Map.of("openssl_min", "3.0.10"));

    assertThat(checks.getFirst().where().get(1).matcher())
        .isEqualTo(
            new Matcher.Compare(
                Matcher.Operator.AT_LEAST, new Matcher.Operand.Literal("60000"), ">= 60s"));
    assertThat(conditions(checks.get(2)).getFirst().matcher())
        .isEqualTo(
            new Matcher.Compare(
                Matcher.Operator.EQUAL,
                new Matcher.Operand.OtherColumn("server.series"),
                "= server.series"));
    assertThat(conditions(checks.get(3)).getFirst().matcher())
        .isEqualTo(
            new Matcher.Compare(
                Matcher.Operator.AT_LEAST, new Matcher.Operand.Literal("3.0.10"), ">= 3.0.10"));
  }

  private static List<Condition> conditions(Check check) {
    return ((Expectation.Every) check.expectation()).conditions();
  }

  @Test
  void takesTheDefaultsThatNeverMakeACheckGreen() {
    Check check =
        checks("policy: p\nchecks: [{ id: a-b, probe: fds, expect: { fd: 0 } }]\n", Map.of())
            .getFirst();

    assertThat(check.info()).isEqualTo(new CheckInfo("p", "a-b", "a b", Severity.MAJOR, "", ""));
    assertThat(check.ifAbsent()).isEqualTo(WhenMissing.UNKNOWN);
    assertThat(check.ifNone()).isEqualTo(WhenMissing.UNKNOWN);
    assertThat(check.minCoverage()).isEqualTo(1);
  }

  @Test
  void sharesTheChecksAmongHostsThatAgree() {
    PolicyTexts texts = texts();
    PolicySet set = texts.read(CONTRACT);
    Problems problems = texts.problems();

    List<Check> first =
        set.forHost("app1", Map.of("openssl_min", "3.0.10", "rack", "a"), (_, _) -> true, problems);
    List<Check> same =
        set.forHost("app2", Map.of("openssl_min", "3.0.10", "rack", "b"), (_, _) -> true, problems);
    List<Check> other =
        set.forHost("app3", Map.of("openssl_min", "3.0.11"), (_, _) -> true, problems);

    assertThat(same).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(set.usesTemplates()).isTrue();
  }

  @Test
  void refusesIdsAndPoliciesThatStandTwiceInTheRun() {
    PolicyTexts texts = texts();
    texts.write("a.yaml", "policy: p\nchecks: [{ id: c, probe: fds, expect: { fd: 0 } }]\n");
    texts.read("policy: p\nchecks: [{ id: c, probe: fds, expect: { fd: 0 } }]\n");

    assertThat(texts.complaints())
        .isEqualTo(
            """
            p.yaml:1:1: error: policy "p" stands twice
              1 | policy: p
                | ^
              hint: the first is at a.yaml:1:1; give this one another name
            p.yaml:2:10: error: check "c" stands twice
              2 | checks: [{ id: c, probe: fds, expect: { fd: 0 } }]
                |          ^
              hint: the first is at a.yaml:2:10; give this one another name
            """);
  }

  @Test
  void readsNoFileOutsideTheFolder(@TempDir Path elsewhere) throws IOException {
    PolicyTexts texts = texts();
    Path secret = Files.writeString(elsewhere.resolve("secret.yaml"), "policy: secret\n");
    Files.createSymbolicLink(folder.resolve("link.yaml"), secret);
    texts.read("policy: p\nchecks: [{ id: c, probe: fds, expect: { fd: 0 } }]\n");

    assertThat(texts.complaints())
        .isEqualTo(
            """
            link.yaml:1:1: error: this is a link that leads out of %s
              hint: replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)
            """
                .formatted(folder));
  }

  /// Policies would be missing, and nobody would know.
  @Test
  void refusesALinkToAFolderElsewhereAndReadsEveryFileBelow(@TempDir Path elsewhere)
      throws IOException {
    PolicyTexts texts = texts();
    texts.write("a/".repeat(25) + "DEEP.YAML", PolicyTexts.policy("probe: fds\nexpect: { fd: 0 }"));
    Files.createSymbolicLink(folder.resolve("here"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("web"), elsewhere);

    PolicySet set = texts.read("policy: q\nchecks: [{ id: d, probe: fds, expect: { fd: 0 } }]\n");

    assertThat(set.drafts()).extracting(Policy::name).containsExactly("p", "q");
    assertThat(texts.complaints())
        .isEqualTo(
            """
            web:1:1: error: this is a link that leads out of %s
              hint: replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)
            """
                .formatted(folder));
  }

  @Test
  void reportsAPlaceOnceForAllHostsThatLackAVariable() {
    PolicyTexts texts = texts();
    PolicySet set =
        texts.read(PolicyTexts.policy("probe: packages\nexpect: { version: \">= {{ low }}\" }"));

    for (int i = 1; i <= 10_000; i++) {
      assertThat(set.forHost("app" + i, Map.of(), (_, _) -> true, texts.problems())).isEmpty();
    }
    assertThat(texts.problems().sorted()).hasSize(1);
    assertThat(texts.complaints())
        .startsWith("p.yaml:5:24: error: host \"app1\", \"app2\", \"app3\" and 9,997 more: ")
        .contains("low");
  }

  @Test
  void refusesValuesThatWouldBeShellSyntaxInACommand() {
    PolicyTexts texts = texts();
    PolicySet set =
        texts.read(
            PolicyTexts.policy("probe: { command: \"ls {{ folder }}\" }\nexpect: { exit: 0 }"));

    assertThat(set.forHost("app1", Map.of("folder", "/srv"), (_, _) -> true, texts.problems()))
        .hasSize(1);
    assertThat(
            set.forHost("app2", Map.of("folder", "a; rm -rf /"), (_, _) -> true, texts.problems()))
        .isEmpty();
    assertThat(texts.complaints())
        .isEqualTo(
            """
            p.yaml:4:23: error: host "app2": the value of `{{ folder }}` could be shell syntax
              4 |     probe: { command: "ls {{ folder }}" }
                |                       ^
              hint: write `| quote` as its last filter, outside of quotes; without it a value holds letters, \
            digits and `_./:,=+@%-` only and does not begin with `-`
            """);
  }

  @Test
  void quotesValuesOfCommands() {
    List<Check> checks =
        checks(
            PolicyTexts.policy(
                "probe: { command: \"ls {{ folder | quote }}\" }\nexpect: { exit: 0 }"),
            Map.of("folder", "a'; rm -rf /"));

    assertThat(checks.getFirst().subject())
        .isEqualTo(
            new Subject.Rows(new Question("command", Map.of("command", "ls 'a'\\''; rm -rf /'"))));
  }

  /// The host is asked for a costly column only where a check needs it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "expect: { kind: pipe } #",
        "where: { pid: 1 }|expect: { kind: pipe } # pid",
        "expect: { close_on_exec: false } # close_on_exec",
        "where: { pid: 1 }|expect_none: { close_on_exec: [true] } # close_on_exec,pid",
        "where: { pid: 1 }|expect_count: 2 # pid",
      })
  void asksForTheCostlyColumnsThatACheckNames(String lines, String columns) {
    List<Check> checks =
        checks(PolicyTexts.policy("probe: fds\n" + lines.replace('|', '\n')), Map.of());

    assertThat(checks.getFirst().subject())
        .isEqualTo(
            new Subject.Rows(
                new Question("fds", columns == null ? Map.of() : Map.of("columns", columns))));
  }

  @Test
  void sharesChecksWithoutTemplatesAmongAllHosts() {
    List<Check> one = checks(CONTRACT, Map.of("openssl_min", "1"));
    PolicySet set = texts().read(CONTRACT);
    Problems problems = new Problems();
    List<Check> a = set.forHost("a", Map.of("openssl_min", "1"), (_, _) -> true, problems);
    List<Check> b = set.forHost("b", Map.of("openssl_min", "2"), (_, _) -> true, problems);

    assertThat(problems.isEmpty()).isTrue();
    assertThat(one).hasSameSizeAs(a);
    assertThat(a.get(1)).isSameAs(b.get(1));
    assertThat(a.get(3)).isNotEqualTo(b.get(3));
  }
}
