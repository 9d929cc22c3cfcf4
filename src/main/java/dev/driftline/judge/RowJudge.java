package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Finding.Expected;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.Matcher;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Judges one check over the rows of one host.
///
/// - If the selection of a row cannot be told, the row counts as unread.
/// - A wrong row is drift, whatever else could not be read.
/// - A pass needs all rows read (or the part that `min_coverage` demands), and no gap.
/// - Up to [#MOST_FINDINGS] findings are kept in the order of the rows, fewer if the host's findings are long. The
///   others are counted.
///
/// For one use, on one thread.
final class RowJudge {

  /// Hashing this many bytes for a key costs one step.
  private static final int BYTES_A_STEP = 256;

  /// Nobody reads more. One host may have 200,000 wrong rows.
  private static final int MOST_FINDINGS = 1_000;

  private final Check check;
  private final String host;
  private final Optional<String> gap;
  private final Budget budget;
  private final FindingKey keys;
  private final boolean empty;
  private final List<Row> selected = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /// Findings that were only counted.
  private int more;

  /// Rows that could not be judged: their selection, or their expectation.
  private int unread;

  /// Rows of which it cannot be told whether they are selected. They are part of `unread`.
  private int undecidedSelection;

  private Optional<String> whyUnread = Optional.empty();

  RowJudge(Check check, String host, List<Row> rows, Optional<String> gap, Budget budget) {
    this.check = check;
    this.host = host;
    this.gap = gap;
    this.budget = budget;
    this.keys = new FindingKey(check.info(), host);
    this.empty = rows.isEmpty();
    rows.forEach(this::select);
  }

  private void select(Row row) {
    budget.step();
    switch (Matching.all(check.where(), row, budget)) {
      case Truth.Known known -> {
        if (known == Truth.Known.TRUE) {
          selected.add(row);
        }
      }
      case Truth.Undetermined undetermined -> {
        undecidedSelection++;
        unread(undetermined);
      }
    }
  }

  private void unread(Truth.Undetermined undetermined) {
    unread++;
    if (whyUnread.isEmpty()) {
      whyUnread = Optional.of(undetermined.why());
    }
  }

  CheckResult judge() {
    return switch (check.expectation()) {
      case Expectation.Every(List<Condition> conditions) -> every(conditions);
      case Expectation.AtLeastOne(List<Condition> conditions) -> atLeastOne(conditions);
      case Expectation.NoRow(List<Condition> conditions) -> noRow(conditions);
      case Expectation.Count(Matcher matcher) -> count(matcher);
    };
  }

  /// `expect`: all conditions must hold for each selected row.
  private CheckResult every(List<Condition> conditions) {
    if (nothingSelected()) {
      return none();
    }
    for (Row row : selected) {
      switch (Matching.all(conditions, row, budget)) {
        case Truth.Known known -> {
          if (known == Truth.Known.FALSE) {
            found(() -> wrong(row, conditions));
          }
        }
        case Truth.Undetermined undetermined -> unread(undetermined);
      }
    }
    return conclude();
  }

  /// `expect_none`: no selected row may meet the conditions.
  private CheckResult noRow(List<Condition> conditions) {
    // without conditions, "nothing is selected" is just what the check wants, if the table has rows
    // at all
    if (nothingSelected() && (empty || !conditions.isEmpty())) {
      return none();
    }
    for (Row row : selected) {
      switch (Matching.all(conditions, row, budget)) {
        case Truth.Known known -> {
          if (known == Truth.Known.TRUE) {
            found(() -> unwanted(row, conditions));
          }
        }
        case Truth.Undetermined undetermined -> unread(undetermined);
      }
    }
    return conclude();
  }

  /// Keeps a finding, or counts it. The first one is always kept, so that drift has a finding.
  private void found(Supplier<Finding> finding) {
    boolean room = findings.size() < MOST_FINDINGS && budget.hasRoomForFindings();
    if (room || findings.isEmpty()) {
      findings.add(finding.get());
    } else {
      more++;
    }
  }

  /// `expect_any`: the conditions must hold for at least one selected row.
  private CheckResult atLeastOne(List<Condition> conditions) {
    if (nothingSelected()) {
      return none();
    }
    boolean found = false;
    for (Row row : selected) {
      switch (Matching.all(conditions, row, budget)) {
        case Truth.Known known -> found |= known == Truth.Known.TRUE;
        case Truth.Undetermined undetermined -> unread(undetermined);
      }
    }
    // a gap may hide a row. An unread row may be the one that is wanted, unless another one was
    // found
    if (gap.isPresent() || (!found && unread > 0)) {
      return unknown(gap.orElseGet(this::unreadSentence));
    }
    if (!found) {
      findings.add(
          aboutRows(
              "none of %s is as expected: %s"
                  .formatted(rows(selected.size()), Wording.conditions(conditions)),
              Wording.expected(conditions)));
      return result(Verdict.DRIFT, Optional.empty());
    }
    return result(Verdict.PASS, Optional.empty());
  }

  /// `expect_count`: the number of selected rows. It must be exact, so nothing may be missing or unread.
  private CheckResult count(Matcher matcher) {
    if (gap.isPresent() || unread > 0) {
      return unknown(gap.orElseGet(this::unreadSentence));
    }
    switch (RowCount.holds(matcher, selected.size())) {
      case Truth.Undetermined(String why) -> {
        return unknown(why);
      }
      case Truth.Known known -> {
        if (known == Truth.Known.TRUE) {
          // the count is right, but a table without rows was hardly looked at
          return empty ? none() : result(Verdict.PASS, Optional.empty());
        }
      }
    }
    findings.add(
        aboutRows(
            "count is %d, expected %s".formatted(selected.size(), matcher.text()),
            List.of(new Expected("count", List.of(matcher.text()), false))));
    return result(Verdict.DRIFT, Optional.empty());
  }

  /// Whether it is sure that no row is selected.
  private boolean nothingSelected() {
    return selected.isEmpty() && unread == 0;
  }

  /// The verdict of `expect` and `expect_none`, after all rows.
  private CheckResult conclude() {
    Optional<String> weakness = gap.or(() -> unread > 0 ? Optional.of(unreadSentence()) : gap);
    // drift is drift; the reason says that the result is incomplete
    if (!findings.isEmpty()) {
      return result(Verdict.DRIFT, weakness);
    }
    // never a pass for rows that nobody saw
    if (gap.isPresent() || !enoughRead()) {
      return unknown(weakness.orElseThrow());
    }
    return result(Verdict.PASS, weakness);
  }

  /// Whether enough of the selected rows could be judged. At least one must be, even if the policy demands no coverage.
  private boolean enoughRead() {
    int total = total();
    return unread == 0
        || (unread < total && (double) (total - unread) / total >= check.minCoverage());
  }

  /// How many rows the check is about.
  private int total() {
    return selected.size() + undecidedSelection;
  }

  private String unreadSentence() {
    return "%d of %s could not be judged: %s"
        .formatted(unread, rows(total()), whyUnread.orElse("not read"));
  }

  private static String rows(int number) {
    return number == 1 ? "1 row" : number + " rows";
  }

  /// The result if no row is selected. The policy's `if_none` counts only if no row can be missing.
  private CheckResult none() {
    if (gap.isPresent()) {
      return unknown(gap.get());
    }
    return missing(check.ifNone(), Wording.noRow(check));
  }

  /// The result that `when` demands if there is no row. `sentence` says what is missing.
  CheckResult missing(WhenMissing when, String sentence) {
    return switch (when) {
      case UNKNOWN -> unknown(sentence);
      case PASS -> result(Verdict.PASS, Optional.of(sentence));
      case NOT_APPLICABLE -> result(Verdict.NOT_APPLICABLE, Optional.of(sentence));
      case DRIFT -> {
        findings.add(aboutRows(sentence, List.of()));
        yield result(Verdict.DRIFT, Optional.empty());
      }
    };
  }

  CheckResult unknown(String reason) {
    // an unknown result has no findings
    findings.clear();
    more = 0;
    return result(Verdict.UNKNOWN, Optional.of(reason));
  }

  CheckResult result(Verdict verdict, Optional<String> reason) {
    return new CheckResult(
        check.info(), host, verdict, total(), reason.map(Escape::sentence), findings, more);
  }

  /// A finding about the number of rows, and not about one row.
  private Finding aboutRows(String message, List<Expected> expected) {
    return new Finding(
        keys.ofRows(), check.table().name(), message, expected, Optional.empty(), "");
  }

  /// A row that does not meet the conditions. Its message comes from the table's own sentence, if the column of that
  /// sentence is wrong. Otherwise each failed condition is told.
  private Finding wrong(Row row, List<Condition> conditions) {
    // only the conditions that failed are shown
    List<Condition> failed =
        conditions.stream()
            .filter(condition ->
                Matching.holds(condition.matcher(), condition.column(), row, budget)
                    == Truth.Known.FALSE)
            .toList();
    RowWords words = check.table().words();
    String message =
        words
            .sentence()
            .filter(sentence ->
                failed.stream().anyMatch(wrong -> sentence.about().contains(wrong.column())))
            .map(sentence -> sentence.of().apply(row))
            .orElseGet(() -> Wording.wrong(failed, row) + words.cause().apply(row));
    return finding(row, message, Wording.expected(failed));
  }

  /// A row that should not be there.
  private Finding unwanted(Row row, List<Condition> conditions) {
    String message =
        check
            .table()
            .words()
            .sentence()
            .map(sentence -> sentence.of().apply(row))
            .orElseGet(() -> "is there, expected none" + Wording.with(conditions));
    return finding(row, message, List.of(new Expected("count", List.of("0"), false)));
  }

  /// Makes the finding and pays for it. Reports show the row of each finding whole, also the texts that it shares with
  /// other rows. So the row is paid for again.
  private Finding finding(Row row, String message, List<Expected> expected) {
    String subject =
        Wording.subject(check.table().subject(), row) + check.table().words().details().apply(row);
    String evidence = Wording.evidence(check.table(), row);
    long before = budget.bytes();
    long inReport = Budget.bytesOf(row);
    budget.steps(inReport / BYTES_A_STEP);
    budget.spend(inReport);
    budget.text(subject);
    budget.text(message);
    budget.text(evidence);
    // the finding's whole size, for the limit of all findings of the host
    budget.finding(budget.bytes() - before);
    return new Finding(
        keys.of(check.table(), row), subject, message, expected, Optional.of(row), evidence);
  }
}
