package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
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
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RowJudgeTest {

  private static final SourceLocation AT = new SourceLocation("p.yaml", 1, 1);
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("name", ColumnType.TEXT, "A name.", "a"),
              new Column("size", ColumnType.INTEGER, "A number.", "1")));

  @Test
  void neverPassesBecauseACellBecameUnread() {
    long seed = System.nanoTime();
    System.out.println("unread seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Check check = check(expectation(random));
      List<Row> rows = new ArrayList<>();
      for (int row = random.nextInt(4); row >= 0; row--) {
        rows.add(new Row(COLUMNS, List.of(cell(random, "a", "b"), cell(random, "1", "2"))));
      }
      Verdict before = judge(check, rows).verdict();
      int at = random.nextInt(rows.size());
      List<Cell> cells = new ArrayList<>(rows.get(at).cells());
      int column = random.nextInt(2);
      Cell lost =
          random.nextBoolean() || !(cells.get(column) instanceof Cell.Text(String text))
              ? Cell.unread("Permission denied")
              : Cell.cut(text.substring(0, random.nextInt(text.length() + 1)), "cut");
      cells.set(column, lost);
      rows.set(at, new Row(COLUMNS, cells));
      if (before != Verdict.PASS) {
        assertThat(judge(check, rows).verdict())
            .as("%s %s", check, rows)
            .isNotEqualTo(Verdict.PASS);
      }
    }
  }

  @Test
  void saysWhatCouldNotBeRead() {
    Row row = new Row(COLUMNS, List.of(Cell.text("a"), Cell.unread("Permission denied")));
    CheckResult result =
        judge(check(new Expectation.Every(List.of(is("size", "1")))), List.of(row));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason())
        .contains("1 of 1 row could not be judged: size could not be read: Permission denied");
  }

  @Test
  @DisplayName("L12 expect_none where there is no row names the line that is missing")
  void aCheckThatExpectsNoRowSaysHowToAcceptAnEmptyTable() {
    CheckResult unknown = judge(check(new Expectation.NoRow(List.of())), List.of());
    assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(unknown.explanation().orElseThrow().hint())
        .contains("Add `if_none: pass` to the check if a host without such a row is right.");
  }

  /// `where: { command: "~ password" }, expect_none: {}` over command lines that were cut.
  @Test
  void neitherSelectsNorLeavesOutWhatWasCutBeforeItCouldTell() {
    String why = "only its first 1,024 bytes were taken";
    Condition password =
        new Condition("name", new Matcher.Regex(Expression.of("password"), "~ password"), AT);
    Check none = check(List.of(password), new Expectation.NoRow(List.of()));
    Row other = row("perl", Cell.text("1"));
    Row hidden = new Row(COLUMNS, List.of(Cell.cut("java -cp a.jar", why), Cell.text("1")));
    Row seen = new Row(COLUMNS, List.of(Cell.cut("java --password x", why), Cell.text("1")));

    assertThat(judge(none, List.of(other)).verdict()).isEqualTo(Verdict.PASS);
    CheckResult unknown = judge(none, List.of(other, hidden));
    assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(unknown.reason())
        .contains(
            "1 of 1 row could not be judged: name was cut, and its rest could decide this: " + why);
    CheckResult drift = judge(none, List.of(other, hidden, seen));
    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(drift.findings()).hasSize(1);
    assertThat(drift.findings().getFirst().subject()).isEqualTo("java --password x…");
    assertThat(drift.reason()).isPresent();
  }

  @Test
  void saysWhatIsWrong() {
    Row row = new Row(COLUMNS, List.of(Cell.text("a"), Cell.text("2")));
    CheckResult result =
        judge(check(new Expectation.Every(List.of(is("size", "1")))), List.of(row));
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.findings().getFirst().message().text()).isEqualTo("size is 2, expected 1");
  }

  @Test
  void keepsFewerFindingsWhereTheyAreLongButOneOfEachCheck() {
    List<Row> rows = Collections.nCopies(600, row("a", Cell.text("2".repeat(10_000))));
    Budget budget = Budget.whole();
    Check check = check(new Expectation.NoRow(List.of()));

    CheckResult first = Judge.judge(check, "app1", rows, Optional.empty(), budget);
    CheckResult second = Judge.judge(check, "app1", rows, Optional.empty(), budget);

    assertThat(budget.bytes()).isLessThan(Budget.BYTES / 7);
    assertThat(first.findings()).hasSizeBetween(100, 500);
    assertThat(first.found()).isEqualTo(600);
    assertThat(second.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(second.findings()).hasSize(1);
    assertThat(second.more()).isEqualTo(599);
  }

  @Test
  void keepsTheFirstThousandFindingsAndCountsTheOthers() {
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < 2_500; number++) {
      rows.add(row("a", Cell.integer(2 + number)));
    }
    for (Expectation expectation :
        List.of(
            new Expectation.Every(List.of(is("size", "1"))), new Expectation.NoRow(List.of()))) {
      CheckResult result = judge(check(expectation), rows);

      assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
      assertThat(result.findings()).hasSize(1_000);
      assertThat(result.findings().getLast().row()).contains(rows.get(999));
      assertThat(result.more()).isEqualTo(1_500);
      assertThat(result.found()).isEqualTo(2_500);
      assertThat(result.rows()).isEqualTo(2_500);
    }
  }

  @Test
  void aRowThatCouldNotBeReadMayBeTheOneThatIsWanted() {
    Expectation one = new Expectation.AtLeastOne(List.of(is("size", "1")));
    Row other = row("a", Cell.text("2"));
    Row unread = row("a", Cell.unread("denied"));
    CheckResult result = judge(check(one), List.of(other, unread));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason())
        .contains("1 of 2 rows could not be judged: size could not be read: denied");
    CheckResult drift = judge(check(one), List.of(other));
    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(drift.findings().getFirst().message().text())
        .isEqualTo("none of 1 row is as expected: size 1");
    assertThat(judge(check(one), List.of(unread, row("a", Cell.text("1")))).verdict())
        .isEqualTo(Verdict.PASS);
  }

  /// A table that is empty may not have been looked at; one whose rows are all others was.
  @Test
  void noRowIsWantedAndNoneIsThere() {
    Row other = row("b", Cell.text("1"));
    Check none = check(new Expectation.NoRow(List.of()));
    Check noneSuch = check(new Expectation.NoRow(List.of(is("size", "1"))));
    assertThat(judge(none, List.of(other)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(judge(none, List.of()).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(noneSuch, List.of(other)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(none, List.of(row("a", Cell.text("1")))).verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void onlyTheConditionsThatDoNotHoldAreNamed() {
    Expectation both = new Expectation.Every(List.of(is("name", "a"), is("size", "1")));
    CheckResult result = judge(check(both), List.of(row("a", Cell.text("2"))));
    assertThat(result.findings().getFirst().message().text()).isEqualTo("size is 2, expected 1");
  }

  @Test
  void saysThatOnlyZerosInFrontDiffer() {
    Check padded = check(List.of(), new Expectation.Every(List.of(is("name", "0640"))));
    assertThat(
            judge(padded, List.of(row("640", Cell.text("1"))))
                .findings()
                .getFirst()
                .message()
                .text())
        .isEqualTo("name is 640, expected 0640 (the same number, but another text: write `640`)");
    assertThat(
            judge(padded, List.of(row("644", Cell.text("1"))))
                .findings()
                .getFirst()
                .message()
                .text())
        .isEqualTo("name is 644, expected 0640");
  }

  private static Row row(String name, Cell size) {
    return new Row(COLUMNS, List.of(Cell.text(name), size));
  }

  private static CheckResult judge(Check check, List<Row> rows) {
    return new RowJudge(check, "app1", rows, Optional.empty(), Budget.unlimited()).judge();
  }

  private static Cell cell(Random random, String one, String other) {
    return switch (random.nextInt(5)) {
      case 0 -> Cell.none();
      case 1 -> Cell.unread("Permission denied");
      case 2 -> Cell.text(one);
      default -> Cell.text(other);
    };
  }

  private static Expectation expectation(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Expectation.Every(List.of(is("size", "1")));
      case 1 -> new Expectation.AtLeastOne(List.of(is("size", "1")));
      case 2 -> new Expectation.NoRow(List.of(is("size", "1")));
      default -> new Expectation.Count(is("size", "1").matcher());
    };
  }

  private static Condition is(String column, String value) {
    return new Condition(
        column,
        new Matcher.Compare(Matcher.Operator.EQUAL, new Matcher.Operand.Literal(value), value),
        AT);
  }

  private static Check check(Expectation expectation) {
    return check(List.of(is("name", "a")), expectation);
  }

  private static Check check(List<Condition> where, Expectation expectation) {
    TableDefinition table =
        new TableDefinition("things", "Things.", COLUMNS, List.of(), List.of("name"), "{name}");
    return new Check(
        new CheckInfo("p", "c", "t", Severity.MAJOR, "", ""),
        Set.of(),
        Optional.empty(),
        true,
        table,
        new Check.Subject.Rows(new Question("things")),
        where,
        expectation,
        WhenMissing.UNKNOWN,
        WhenMissing.UNKNOWN,
        1,
        List.of(),
        AT);
  }
}
