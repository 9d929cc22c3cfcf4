package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Finding.Expected;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.Matcher;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final SourceLocation AT = new SourceLocation("p.yaml", 1, 1);
  private static final Question QUESTION = new Question("things");
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "A number.", "1"),
              new Column("name", ColumnType.TEXT, "A name.", "a"),
              new Column("size", ColumnType.INTEGER, "A number.", "1")));
  private static final Columns HOST =
      new Columns(List.of(new Column("os", ColumnType.TEXT, "The system.", "debian")));
  private static final Expectation SMALL = new Expectation.Every(List.of(is("size", "1")));

  @Test
  void doesNotKnowWhatWasNotAskedOrNotLookedAt() {
    assertUnknown(judge(check(SMALL), Map.of()), "things was not asked");
    Answer unknown = new Answer.Unknown(Reason.PRIVILEGE, "not allowed to look", "");
    assertUnknown(judge(check(SMALL), Map.of(QUESTION, unknown)), "privilege: not allowed to look");
    assertUnknown(
        judge(check(SMALL), Map.of(QUESTION, new Answer.Absent("command things"))),
        "there is no command things");
    assertUnknown(judge(check(SMALL), rows()), "no row of things is selected by name a");
  }

  @Test
  void neverPassesWithAGap() {
    for (Expectation expectation :
        List.of(
            SMALL,
            new Expectation.AtLeastOne(List.of(is("size", "1"))),
            new Expectation.NoRow(List.of(is("size", "2"))),
            new Expectation.Count(is("size", "1").matcher()))) {
      assertThat(judge(check(expectation), rows(row("7", "a", "1"))).verdict())
          .isEqualTo(Verdict.PASS);
      Answer gap =
          new Answer.Observed(
              List.of(row("7", "a", "1")), Optional.empty(), Optional.of("the list was cut"));
      assertUnknown(judge(check(expectation), Map.of(QUESTION, gap)), "the list was cut");
    }
    for (WhenMissing missing : WhenMissing.values()) {
      Answer nothing =
          new Answer.Observed(List.of(), Optional.empty(), Optional.of("the list was cut"));
      assertUnknown(
          judge(check(SMALL, missing, 1, List.of()), Map.of(QUESTION, nothing)),
          "the list was cut");
    }
  }

  @Test
  void findsDriftInSpiteOfAGapAndSaysWhatWasMissed() {
    Answer gap =
        new Answer.Observed(
            List.of(row("7", "a", "2")), Optional.empty(), Optional.of("the list was cut"));
    CheckResult result = judge(check(SMALL), Map.of(QUESTION, gap));
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.reason()).contains("the list was cut");
  }

  @Test
  void followsThePolicyWhereThereIsNothing() {
    Map<WhenMissing, Verdict> verdicts =
        Map.of(
            WhenMissing.UNKNOWN, Verdict.UNKNOWN,
            WhenMissing.PASS, Verdict.PASS,
            WhenMissing.DRIFT, Verdict.DRIFT,
            WhenMissing.NOT_APPLICABLE, Verdict.NOT_APPLICABLE);
    verdicts.forEach((missing, verdict) -> {
      assertThat(judge(check(SMALL, missing, 1, List.of()), rows()).verdict()).isEqualTo(verdict);
      assertThat(
              judge(
                      check(SMALL, missing, 1, List.of()),
                      Map.of(QUESTION, new Answer.Absent("command things")))
                  .verdict())
          .isEqualTo(verdict);
    });
  }

  @Test
  void acceptsTheUnreadRestThatThePolicyNames() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      rows.add(row("7", "a", "1"));
    }
    rows.add(new Row(COLUMNS, List.of(Cell.text("8"), Cell.text("a"), Cell.unread("denied"))));
    CheckResult enough = judge(check(SMALL, WhenMissing.UNKNOWN, 0.95, List.of()), rows(rows));
    assertThat(enough.verdict()).isEqualTo(Verdict.PASS);
    String reason = "1 of 20 rows could not be judged: size could not be read: denied";
    assertThat(enough.reason()).contains(reason);
    assertUnknown(judge(check(SMALL, WhenMissing.UNKNOWN, 0.96, List.of()), rows(rows)), reason);
    assertUnknown(
        judge(check(SMALL, WhenMissing.UNKNOWN, 0, List.of()), rows(List.of(rows.getLast()))),
        "1 of 1 row could not be judged: size could not be read: denied");
  }

  @Test
  void doesNotCountWhatItCouldNotSelect() {
    Row hidden = new Row(COLUMNS, List.of(Cell.text("8"), Cell.unread("denied"), Cell.text("1")));
    String reason = "1 of 2 rows could not be judged: name could not be read: denied";
    assertUnknown(
        judge(
            check(new Expectation.Count(is("size", "1").matcher())),
            rows(row("7", "a", "1"), hidden)),
        reason);
    CheckResult some =
        judge(
            check(new Expectation.AtLeastOne(List.of(is("size", "1")))),
            rows(row("7", "a", "1"), hidden));
    assertThat(some.verdict()).isEqualTo(Verdict.PASS);
    assertUnknown(
        judge(
            check(new Expectation.AtLeastOne(List.of(is("size", "2")))),
            rows(row("7", "a", "1"), hidden)),
        reason);
  }

  @Test
  void saysHowManyAndWhichRowsAreMissing() {
    CheckResult count =
        judge(
            check(new Expectation.Count(is("size", "1").matcher())),
            rows(row("7", "a", "1"), row("8", "a", "1")));
    assertThat(count.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("count is 2, expected 1");
    CheckResult none =
        judge(
            check(new Expectation.AtLeastOne(List.of(is("size", "2")))),
            rows(row("7", "a", "1"), row("8", "a", "1")));
    assertThat(none.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("none of 2 rows is as expected: size 2");
    CheckResult unwanted = judge(check(new Expectation.NoRow(List.of())), rows(row("7", "a", "1")));
    assertThat(unwanted.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("is there, expected none");
    assertThat(unwanted.findings())
        .flatExtracting(Finding::expected)
        .containsExactly(new Expected("count", List.of("0"), false));
    CheckResult likeThis =
        judge(check(new Expectation.NoRow(List.of(is("size", "1")))), rows(row("7", "a", "1")));
    assertThat(likeThis.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("is there, expected none with size 1");
  }

  @Test
  void appliesOnlyWhereTheHostIsWhatTheCheckSays() {
    Check check = check(SMALL, WhenMissing.UNKNOWN, 1, List.of(is("os", "debian")));
    assertThat(judge(check, on(Cell.text("debian"))).verdict()).isEqualTo(Verdict.DRIFT);
    CheckResult elsewhere = judge(check, on(Cell.text("alpine")));
    assertThat(elsewhere.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(elsewhere.reason()).contains("applies only to os debian");
    assertThat(elsewhere.explanation().orElseThrow().hint()).isEmpty();
    CheckResult misspelt = judge(check, on(Cell.text("Debian")));
    assertThat(misspelt.explanation().orElseThrow().hint())
        .contains("Did you mean \"Debian\"? That is os of this host.");
    assertUnknown(
        judge(check, on(Cell.unread("no os-release"))),
        "whether it applies could not be told: os could not be read: no os-release");
    assertUnknown(
        judge(check, rows(row("7", "a", "2"))),
        "whether it applies could not be told: the host did not describe itself");
  }

  private static Map<Question, Answer> on(Cell os) {
    return Map.of(
        QUESTION,
        observed(List.of(row("7", "a", "2"))),
        new Question("host"),
        observed(List.of(new Row(HOST, List.of(os)))));
  }

  @Test
  void keepsKeysWhateverThePidAndTheObservedTextAndTellsEqualRowsApart() {
    List<String> before = keys("app1", row("7", "a", "2"), row("8", "a", "3"));
    assertThat(before).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{32}"));
    assertThat(keys("app1", row("4711", "a", "9"), row("4712", "a", "8"))).isEqualTo(before);
    assertThat(keys("app1", row("7", "a", "2"))).isEqualTo(before.subList(0, 1));
    assertThat(keys("app2", row("7", "a", "2"))).doesNotContainAnyElementsOf(before);
  }

  private static List<String> keys(String host, Row... rows) {
    return judge(host, check(SMALL), rows(rows)).findings().stream().map(Finding::key).toList();
  }

  private static void assertUnknown(CheckResult result, String reason) {
    assertThat(result.reason()).contains(reason);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.findings()).isEmpty();
  }

  private static CheckResult judge(Check check, Map<Question, Answer> answers) {
    return judge("app1", check, answers);
  }

  private static CheckResult judge(String host, Check check, Map<Question, Answer> answers) {
    Connection connection =
        new Connection(
            Connection.Method.SSH,
            host,
            22,
            new Login("", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of());
    HostAnswers all =
        new HostAnswers(
            new Host(host, connection),
            new Outcome.Answered(),
            answers,
            Optional.empty(),
            Duration.ZERO);
    return Judge.judge(
            List.of(check),
            all,
            HostDescription.description(all),
            (_, rows) -> rows,
            Budget.unlimited())
        .getFirst();
  }

  private static Map<Question, Answer> rows(Row... rows) {
    return rows(List.of(rows));
  }

  private static Map<Question, Answer> rows(List<Row> rows) {
    return Map.of(QUESTION, observed(rows));
  }

  private static Answer observed(List<Row> rows) {
    return new Answer.Observed(rows, Optional.empty(), Optional.empty());
  }

  private static Row row(String pid, String name, String size) {
    return new Row(COLUMNS, List.of(Cell.text(pid), Cell.text(name), Cell.text(size)));
  }

  private static Condition is(String column, String value) {
    return new Condition(
        column,
        new Matcher.Compare(Matcher.Operator.EQUAL, new Matcher.Operand.Literal(value), value),
        AT);
  }

  private static Check check(Expectation expectation) {
    return check(expectation, WhenMissing.UNKNOWN, 1, List.of());
  }

  private static Check check(
      Expectation expectation, WhenMissing missing, double coverage, List<Condition> appliesTo) {
    return new Check(
        new CheckInfo("p", "c", "t", Severity.MAJOR, "", ""),
        Set.of(),
        Optional.empty(),
        true,
        new TableDefinition("things", "Things.", COLUMNS, List.of(), List.of("name"), "{name}"),
        new Check.Subject.Rows(QUESTION),
        List.of(is("name", "a")),
        expectation,
        missing,
        missing,
        coverage,
        appliesTo,
        AT);
  }
}
