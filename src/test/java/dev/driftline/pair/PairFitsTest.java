package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.FoundRule;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.compat.file.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the table of MySQL says of pairs, as findings.
class PairFitsTest {

  private static final Subject.Pair MYSQL =
      new Subject.Pair(
          Optional.of("mysql"), List.of(3306), List.of(), Optional.empty(), Knowledge.shipped());

  private static final String FILE = "/usr/lib/libmysqlclient.so.20";

  private static CheckResult judged(
      String library, String version, String server, String serverVersion) {
    return judged(rows(library, version, server, serverVersion));
  }

  private static List<Row> rows(
      String library, String version, String server, String serverVersion) {
    return new PairFleet()
        .host("app1", "10.0.0.7")
        .host("db1", "10.0.0.9")
        .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, "/usr/bin/perl")
        .program("app1", 7, "/usr/bin/perl", "perl-base", "5.36.0-7")
        .library("app1", 7, FILE.replace("libmysqlclient", library), library + "21", version)
        .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, "/usr/sbin/mysqld")
        .program("db1", 9, "/usr/sbin/mysqld", server, serverVersion)
        .pairs("app1");
  }

  private static CheckResult judged(List<Row> pairs) {
    PairFits fits = PairFits.of(MYSQL).orElseThrow();
    List<Row> rows = pairs.stream().flatMap(row -> fits.rows(row).stream()).toList();
    return Judge.judge(
        PairFleet.check(PairFleet.is("compatible", "ok"), List.of()),
        "app1",
        rows,
        Optional.empty(),
        Budget.unlimited());
  }

  @Test
  void aRuleThatHoldsIsAFindingWithItsOwnSeverity() {
    CheckResult result =
        judged("libmysqlclient", "5.7.20-1", "mysql-community-server", "9.0.1-1debian12");
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    Finding finding = result.findings().getFirst();
    assertThat(finding.message().text())
        .isEqualTo(
            "libmysqlclient 5.7.20 with mysql 9.0.1-1debian12 is broken: Access refused whatever the account:"
                + " mysql_native_password no longer exists (my-native-gone-9, 1251 / 2059)");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.rule().map(FoundRule::action)).contains("Newer client before the server.");
    assertThat(result.findings()).hasSize(1);
  }

  @Test
  void aHealthyPairIsQuietThoughRulesWithUnknownConditionsMatch() {
    CheckResult result = judged("libmysqlclient", "8.0.36-1", "mysql-server-core-8.0", "8.0.36-0");
    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.undecided().rows()).isEmpty();
  }

  @Test
  void whatTheTableDoesNotSayIsUnknown() {
    CheckResult result = judged("libmysqlclient", "5.0.96-1", "mysql-server-core-5.1", "5.1.73-1");
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason())
        .contains(
            "1 of 1 row could not be judged: compatible could not be read: the table mysql does not say whether"
                + " libmysqlclient 5.0.96 can log in to mysql 5.1.73");
  }

  @Test
  void aServerBehindTheTableIsUnknown() {
    CheckResult result = judged("libmysqlclient", "8.0.36-1", "mysql-server-core", "9.7.0-1");
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason())
        .contains(
            "1 of 1 row could not be judged: compatible could not be read: the table is known until mysql 9.1");
  }

  @Test
  void aClientThatRunsForAMinuteIsLoggedInWhateverTheTableDoesNotSay() {
    List<Row> young = rows("libmysqlclient", "5.0.96-1", "mysql-server-core-5.1", "5.1.73-1");
    assertThat(judged(aged(young, "59999")).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged(aged(young, "60000")).verdict()).isEqualTo(Verdict.PASS);
  }

  private static List<Row> aged(List<Row> rows, String millis) {
    return rows.stream()
        .map(row -> {
          List<Cell> cells = new ArrayList<>(row.cells());
          cells.set(row.columns().position("client.age"), Cell.text(millis));
          return new Row(row.columns(), cells);
        })
        .toList();
  }

  @Test
  void theKeyOfAFindingNamesItsRuleAndNotTheVersions() {
    String one =
        judged("libmysqlclient", "5.7.20-1", "mysql-community-server", "9.0.1")
            .findings()
            .getFirst()
            .key();
    assertThat(
            judged("libmysqlclient", "5.7.21-1", "mysql-community-server", "9.0.2")
                .findings()
                .getFirst()
                .key())
        .isEqualTo(one);
    assertThat(
            judged("libmysqlclient", "5.5.0-1", "mysql-community-server", "8.4.0")
                .findings()
                .getFirst()
                .key())
        .isNotEqualTo(one);
  }
}
