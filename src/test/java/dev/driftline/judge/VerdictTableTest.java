package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
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
import dev.driftline.policy.Matcher;
import dev.driftline.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rows of one check on one host come to: the verdict, whether it is incomplete, and the exit code.
class VerdictTableTest {

  private static final SourceLocation AT = new SourceLocation("p.yaml", 1, 1);
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("name", ColumnType.TEXT, "A name.", "a"),
              new Column("size", ColumnType.INTEGER, "A number.", "1")));

  /// For each number of right, wrong and unread rows. The exit code is once with a threshold that the check's severity,
  /// minor, reaches, and once with one that it does not.
  @ParameterizedTest(name = "{0} right, {1} wrong, {2} unread, coverage {3}, gap {4}: {5} {6}")
  @CsvSource({
    // right, wrong, unread, min_coverage, gap, verdict, incomplete, --fail-on minor, --fail-on
    // major
    "66, 0, 0, 1.00, no,  PASS,    no,  0, 0",
    " 0, 1, 0, 1.00, no,  DRIFT,   no,  2, 0",
    "65, 1, 0, 1.00, no,  DRIFT,   no,  2, 0",
    "62, 1, 3, 1.00, no,  DRIFT,   yes, 6, 4",
    "62, 1, 3, 0.99, no,  DRIFT,   yes, 6, 4",
    "62, 1, 3, 0.95, no,  DRIFT,   no,  2, 0",
    "62, 1, 3, 0.95, yes, DRIFT,   yes, 6, 4",
    "65, 1, 0, 1.00, yes, DRIFT,   yes, 6, 4",
    "63, 0, 3, 1.00, no,  UNKNOWN, no,  4, 4",
    "63, 0, 3, 0.95, no,  PASS,    no,  0, 0",
    "63, 0, 3, 0.95, yes, UNKNOWN, no,  4, 4",
    "66, 0, 0, 1.00, yes, UNKNOWN, no,  4, 4",
    " 0, 0, 3, 1.00, no,  UNKNOWN, no,  4, 4",
    " 0, 0, 3, 0.00, no,  UNKNOWN, no,  4, 4",
    " 0, 0, 0, 1.00, no,  UNKNOWN, no,  4, 4",
    " 0, 0, 0, 1.00, yes, UNKNOWN, no,  4, 4",
  })
  void ofRows(
      int right,
      int wrong,
      int unread,
      double coverage,
      String gap,
      Verdict verdict,
      String incomplete,
      int failOnMinor,
      int failOnMajor) {
    CheckResult result =
        judge(
            rows(right, wrong, unread),
            coverage,
            gap.equals("yes") ? Optional.of("the list was cut") : Optional.empty());

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.undecided().incomplete()).isEqualTo(incomplete.equals("yes"));
    assertThat(result.found()).isEqualTo(verdict == Verdict.DRIFT ? wrong : 0);
    // each row that could not be judged is listed, whatever the verdict
    assertThat(result.undecided().rows()).hasSize(unread);
    assertThat(exit(result, Severity.MINOR)).isEqualTo(failOnMinor);
    assertThat(exit(result, Severity.MAJOR)).isEqualTo(failOnMajor);
  }

  @Test
  @DisplayName("L10 a minor check with one wrong and 3 unread rows of 66, --fail-on major: 4")
  void incompleteIsNotClean() {
    CheckResult result = judge(rows(62, 1, 3), 1, Optional.empty());

    assertThat(exit(result, Severity.MAJOR)).isEqualTo(4);
    assertThat(result.explanation())
        .contains(
            new Explanation(
                Explanation.UNREAD,
                "3 of 66 rows could not be judged: size could not be read: Permission denied"));
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::subject, Undecided.Entry::reason)
        .containsOnly(tuple("unread", "size could not be read: Permission denied"));
  }

  @Test
  void unreadRowsHaveTheKeysOfTheirFindingsAndChangeThoseOfNoOther() {
    CheckResult unread = judge(List.of(row("a", Cell.unread("denied"))), 1, Optional.empty());
    CheckResult wrong = judge(List.of(row("a", Cell.integer(2))), 1, Optional.empty());
    CheckResult both =
        judge(
            List.of(row("a", Cell.unread("denied")), row("a", Cell.integer(2))),
            1,
            Optional.empty());

    String key = wrong.findings().getFirst().key();
    assertThat(unread.undecided().rows().getFirst().key()).isEqualTo(key);
    assertThat(both.findings().getFirst().key()).isEqualTo(key);
  }

  @Test
  void keepsTheFirstThousandUnreadRowsAndCountsTheOthers() {
    CheckResult result = judge(rows(0, 0, 2_500), 1, Optional.empty());

    assertThat(result.undecided().rows()).hasSize(1_000);
    assertThat(result.undecided().more()).isEqualTo(1_500);
  }

  private static List<Row> rows(int right, int wrong, int unread) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < right; i++) {
      rows.add(row("right", Cell.integer(1)));
    }
    for (int i = 0; i < wrong; i++) {
      rows.add(row("wrong", Cell.integer(2)));
    }
    for (int i = 0; i < unread; i++) {
      rows.add(row("unread", Cell.unread("Permission denied")));
    }
    return rows;
  }

  private static Row row(String name, Cell size) {
    return new Row(COLUMNS, List.of(Cell.text(name), size));
  }

  private static int exit(CheckResult result, Severity failOn) {
    HostResult host =
        new HostResult(
            "web1",
            "",
            new Outcome.Answered(),
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Optional.empty());
    return ExitCode.of(List.of(host), List.of(result), failOn);
  }

  private static CheckResult judge(List<Row> rows, double coverage, Optional<String> gap) {
    Matcher one =
        new Matcher.Compare(Matcher.Operator.EQUAL, new Matcher.Operand.Literal("1"), "1");
    Check check =
        new Check(
            new CheckInfo("p", "c", "t", Severity.MINOR, "", ""),
            Set.of(),
            Optional.empty(),
            true,
            new TableDefinition("things", "Things.", COLUMNS, List.of(), List.of("name"), "{name}"),
            new Check.Subject.Rows(new Question("things")),
            List.of(),
            new Expectation.Every(List.of(new Condition("size", one, AT))),
            WhenMissing.UNKNOWN,
            WhenMissing.UNKNOWN,
            coverage,
            List.of(),
            AT);
    return Judge.judge(check, "web1", rows, gap, Budget.whole());
  }
}
