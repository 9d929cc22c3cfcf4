package dev.driftline.gate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

  private static final String PLAN =
      """
      plan: mariadb-11.4
      assume:
        - { hosts: db*, package: mariadb-server, version: "11.4.5" }
        - { hosts: db*, package: percona-toolkit, version: absent }
        - { hosts: db9, program: mariadbd, version: "11.4.5" }
      told:
        - { product: mysql, servers: db*, clients: app*, is: { account_plugin: mysql_native_password }, reason: OPS-40 }
      """;

  private final Problems problems = new Problems();

  private Optional<Plan> read(String text) {
    return PlanReader.read(new SourceFile("plan.yaml", text), PlanReaderTest::conditions, problems);
  }

  private static Optional<Map<String, Optional<Set<String>>>> conditions(String product) {
    return product.equals("mysql")
        ? Optional.of(
            Map.of(
                "account_plugin",
                Optional.of(Set.of("mysql_native_password")),
                "server_tls",
                Optional.of(new TreeSet<>(Set.of("on", "off"))),
                "uses",
                Optional.empty()))
        : Optional.empty();
  }

  private String told(String is) {
    read(
        "plan: p\nassume:\n  - { hosts: db1, package: x, version: \"1\" }\ntold:\n  - { product: mysql, is: { "
            + is
            + " }, reason: r }\n");
    return complaints();
  }

  /// No rule would hold, and the gate would be safe by a typing mistake.
  @Test
  void anAnswerThatNoRuleKnowsIsNoAnswer() {
    assertThat(told("server_tls: yes"))
        .isEqualTo(
            """
            plan.yaml:5:41: error: server_tls is never "yes" in the table
              5 |   - { product: mysql, is: { server_tls: yes }, reason: r }
                |                                         ^
              hint: answers that its rules know: off, on
            """);
  }

  @Test
  void anAnswerThatIsNearlyAKnownOneIsAMistake() {
    assertThat(told("account_plugin: mysql_nativ_password"))
        .contains("error: account_plugin is never \"mysql_nativ_password\" in the table\n")
        .contains("hint: did you mean \"mysql_native_password\"?\n");
  }

  @Test
  void anAnswerThatNoRuleIsAboutIsWarnedOf() {
    assertThat(told("account_plugin: auth_socket"))
        .contains(
            "warning: account_plugin is never \"auth_socket\" in the table: no rule with this condition holds\n")
        .contains("hint: answers that its rules know: mysql_native_password\n");
  }

  @Test
  void aConditionThatTakesAnyTextIsNotCompared() {
    assertThat(told("uses: anything")).isEmpty();
  }

  private String complaints() {
    return problems.sorted().stream().map(Problem::render).collect(Collectors.joining());
  }

  @Test
  void readsThePlanOfTheManual() {
    Plan plan = read(PLAN).orElseThrow();

    assertThat(complaints()).isEmpty();
    assertThat(plan.name()).contains("mariadb-11.4");
    assertThat(plan.assumptions())
        .extracting(
            each -> each.hosts().text(),
            Assumption::kind,
            Assumption::name,
            Assumption::version,
            each -> each.at().toString())
        .containsExactly(
            tuple("db*", Kind.PACKAGE, "mariadb-server", Optional.of("11.4.5"), "plan.yaml:3:28"),
            tuple("db*", Kind.PACKAGE, "percona-toolkit", Optional.empty(), "plan.yaml:4:28"),
            tuple("db9", Kind.PROGRAM, "mariadbd", Optional.of("11.4.5"), "plan.yaml:5:28"));
    Told told = plan.told().getFirst();
    assertThat(told.product()).isEqualTo("mysql");
    assertThat(told.servers().map(HostPatternText::text)).contains("db*");
    assertThat(told.clients().map(HostPatternText::text)).contains("app*");
    assertThat(told.is()).isEqualTo(Map.of("account_plugin", "mysql_native_password"));
    assertThat(told.reason()).isEqualTo("OPS-40");
  }

  @Test
  void aNewInstallationIsSaid() {
    Plan plan =
        read("""
        plan: p
        assume:
          - hosts: db1
            package: mariadb-server
            version: "11.4.5"
            fresh: true
        """)
            .orElseThrow();
    assertThat(complaints()).isEmpty();
    assertThat(plan.assumptions().getFirst().fresh()).isTrue();
  }

  @Test
  void aVersionThatStandsForManyIsNone() {
    read(PLAN.replaceFirst("\"11.4.5\"", "\"11.4.x\""));
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:3:53: error: "11.4.x" is no version of dpkg, rpm or apk
              3 |   - { hosts: db*, package: mariadb-server, version: "11.4.x" }
                |                                                     ^
              hint: write the one that will be installed: `apt-cache policy mariadb-server`
            """);
  }

  @Test
  void aConditionThatTheTableDoesNotAskIsNamed() {
    read(PLAN.replace("account_plugin", "account_plugn"));
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:7:58: error: the table mysql asks no "account_plugn"
              7 |   - { product: mysql, servers: db*, clients: app*, is: { account_plugn: mysql_native_password }, reason: OPS-40 }
                |                                                          ^
              hint: did you mean "account_plugin"?
            """);
  }

  /// What replaces a part of the plan, the message and its hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "plan: mariadb-11.4 | plan: a b | 1:7 | plan \"a b\" is not a name | use letters, digits, `.`, `_`, `-`, at most 100",
        "hosts: db9, | NOTHING | 5:5 | hosts is missing | say where it will be done: `hosts: db*`",
        "program: mariadbd, | NOTHING | 5:5 | package is missing"
            + " | write `package: mariadb-server`, or `program: mariadbd` for what no package installed",
        "program: mariadbd | program: mariadbd, package: x | 5:5 | package and program stand in one assumption"
            + " | write `package: mariadb-server`, or `program: mariadbd` for what no package installed",
        "percona-toolkit | libc6:amd64 | 4:28 | \"libc6:amd64\" cannot be the name of a package"
            + " | write it as `dpkg -l` or `rpm -qa` does, without version and architecture",
        "version: absent | fresh: maybe | 4:5 | version is missing | write `version: \"11.4.5\"` or `version: absent`",
        "version: absent | version: absent, fresh: maybe | 4:69 | fresh must be true or false, not \"maybe\" | `fresh: true`",
        "version: absent | version: \"{{ v }}\" | 4:54 | a plan has no templates | write the value: only policies have them",
        "version: absent | vers: absent | 4:45 | unknown key \"vers\" | keys allowed here: hosts, package, program, version, fresh",
        "reason: OPS-40 | NOTHING | 7:5 | reason is missing | write `reason: …`",
        "product: mysql | product: mongo | 7:16 | there is no compatibility table for mongo"
            + " | what is told answers the conditions of a table; add a file with `table: mongo`",
      })
  void aMistakeIsShownWithItsPlaceAndWhatToDo(
      String part, String instead, String at, String message, String hint) {
    read(PLAN.replace(part, instead.equals("NOTHING") ? "" : instead));
    assertThat(problems.sorted())
        .anySatisfy(problem -> {
          assertThat(problem.at()).hasToString("plan.yaml:" + at);
          assertThat(problem.message()).isEqualTo(message);
          assertThat(problem.hint()).isEqualTo(hint);
        });
  }

  @Test
  void aFileWithoutAnAssumptionIsNoPlan() {
    read("plan: empty\n");
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:1:1: error: assume is missing
              1 | plan: empty
                | ^
              hint: list what will be done: `- { hosts: db*, package: mariadb-server, version: "11.4.5" }`
            """);
  }
}
