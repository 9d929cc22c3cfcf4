package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.Finding.Expected;
import dev.driftline.model.Message;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.Matcher;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /// Nobody reads more. One host may have 200,000 wrong rows.
  static final int MOST_FINDINGS = 1_000;

  private static final String IF_NONE = "if_none";

  private final Check check;
  private final String host;
  private final Optional<String> gap;
  private final Budget budget;
  private final FindingMaker maker;
  private final boolean empty;
  private final LeftOut leftOut;
  private final List<Row> selected = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /// Findings that were only counted.
  private int more;

  /// The first rows that could not be judged: their selection, or their expectation.
  private final List<Unread> unreadRows = new ArrayList<>();

  /// Names in `where` that no row has, if the policy does not say what follows from that.
  private final List<NamedInWhere> missingNames = new ArrayList<>();

  /// How many rows could not be judged, and names have none.
  private int unread;

  /// Rows of which it cannot be told whether they are selected. They are part of `unread`.
  private int undecidedSelection;

  /// A row that could not be judged.
  record Unread(Row row, String why) {}

  RowJudge(Check check, String host, List<Row> rows, Optional<String> gap, Budget budget) {
    this.check = check;
    this.host = host;
    this.gap = gap;
    this.budget = budget;
    this.maker = new FindingMaker(check, host, budget);
    this.empty = rows.isEmpty();
    this.leftOut = new LeftOut(check);
    rows.forEach(this::select);
  }

  private void select(Row row) {
    budget.step();
    switch (leftOut.selects(row, budget)) {
      case Truth.Known known -> {
        if (known == Truth.Known.TRUE) {
          selected.add(row);
        }
      }
      case Truth.Undetermined undetermined -> {
        undecidedSelection++;
        unread(row, undetermined);
      }
    }
  }

  private void unread(Row row, Truth.Undetermined undetermined) {
    unread++;
    if (unreadRows.size() < MOST_FINDINGS) {
      unreadRows.add(new Unread(row, undetermined.why()));
    }
  }

  CheckResult judge() {
    // there were rows, and a site has left them all out: whatever the check expects, there is
    // nothing to judge
    if (leftOut.count() > 0 && nothingSelected() && gap.isEmpty()) {
      return result(
          Verdict.NOT_APPLICABLE,
          Optional.of(new Explanation(Explanation.NO_ROW, leftOut.sentence())),
          Undecided.NONE);
    }
    return switch (check.expectation()) {
      case Expectation.Every(List<Condition> conditions) -> every(conditions);
      case Expectation.AtLeastOne(List<Condition> conditions) -> atLeastOne(conditions);
      case Expectation.NoRow(List<Condition> conditions) -> noRow(conditions);
      case Expectation.Count(Matcher matcher) -> count(matcher);
      case Expectation.Same _ -> nothingSelected() ? none() : unknown(SameJudge.NOT_YET);
    };
  }

  /// `expect`: all conditions must hold for each selected row.
  private CheckResult every(List<Condition> conditions) {
    if (nothingSelected()) {
      return none();
    }
    each(conditions, Truth.Known.FALSE, row -> maker.wrong(row, conditions));
    return conclude();
  }

  /// `expect_none`: no selected row may meet the conditions.
  private CheckResult noRow(List<Condition> conditions) {
    // that nothing is selected is then just what the check wants, if the table has rows at all
    if (nothingSelected() && (empty || !expectsNothing())) {
      return none();
    }
    each(conditions, Truth.Known.TRUE, row -> maker.unwanted(row, conditions));
    return conclude();
  }

  /// Whether the check wants that no row is selected: `expect_none: {}`.
  private boolean expectsNothing() {
    return check.expectation() instanceof Expectation.NoRow(List<Condition> conditions)
        && conditions.isEmpty();
  }

  /// A finding about each selected row of which the conditions are `wrong`.
  private void each(List<Condition> conditions, Truth.Known wrong, Function<Row, Finding> finding) {
    for (Row row : selected) {
      Truth truth = Matching.all(conditions, row, budget);
      if (truth instanceof Truth.Undetermined undetermined) {
        unread(row, undetermined);
      } else if (truth == wrong) {
        found(() -> finding.apply(row));
      }
    }
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
        case Truth.Undetermined undetermined -> unread(row, undetermined);
      }
    }
    // a gap may hide a row. An unread row may be the one that is wanted, unless another one was
    // found
    if (gap.isPresent() || (!found && unread > 0)) {
      return unknown(weakness().orElseThrow());
    }
    if (!found) {
      findings.add(
          maker.aboutRows(
              Message.of(
                  "none of %s is as expected: %s",
                  Count.of(selected.size(), "row"), Message.words(Wording.conditions(conditions))),
              Wording.expected(conditions)));
      return result(Verdict.DRIFT, Optional.empty(), Undecided.NONE);
    }
    return result(Verdict.PASS, Optional.empty(), Undecided.NONE);
  }

  /// `expect_count`: the number of selected rows. It must be exact, so nothing may be missing or unread.
  private CheckResult count(Matcher matcher) {
    if (gap.isPresent() || unread > 0) {
      return unknown(weakness().orElseThrow());
    }
    switch (RowCount.holds(matcher, selected.size())) {
      case Truth.Undetermined(String why) -> {
        return unknown(new Explanation(Explanation.UNREAD, why));
      }
      case Truth.Known known -> {
        if (known == Truth.Known.TRUE) {
          // the count is right, but a table without rows was hardly looked at
          return empty ? none() : result(Verdict.PASS, Optional.empty(), Undecided.NONE);
        }
      }
    }
    findings.add(
        maker.aboutRows(
            Message.of("count is %s, expected %s", selected.size(), Message.words(matcher.text())),
            List.of(new Expected("count", List.of(matcher.text()), false))));
    return result(Verdict.DRIFT, Optional.empty(), Undecided.NONE);
  }

  /// Whether it is sure that no row is selected.
  private boolean nothingSelected() {
    return selected.isEmpty() && unread == 0;
  }

  /// The verdict of `expect` and `expect_none`, after all rows.
  private CheckResult conclude() {
    if (!expectsNothing()) {
      missingNames();
    }
    boolean incomplete = gap.isPresent() || !EnoughRead.of(total(), unread, check.minCoverage());
    // drift is drift; beside it stands that more could not be told
    if (!findings.isEmpty()) {
      return result(Verdict.DRIFT, weakness(), undecided(incomplete));
    }
    // never a pass for rows that nobody saw
    return incomplete
        ? unknown(weakness().orElseThrow())
        : result(Verdict.PASS, weakness(), undecided(false));
  }

  /// `if_none` holds for each name that `where` lists. A name without a row is a finding, or could not be judged.
  private void missingNames() {
    // a row that could not be read may be the one
    if (gap.isPresent() || undecidedSelection > 0) {
      return;
    }
    List<NamedInWhere> missing = NamedInWhere.missing(check, leftOut.and(selected));
    switch (check.ifNone()) {
      case UNKNOWN -> {
        missingNames.addAll(missing);
        unread += missing.size();
        undecidedSelection += missing.size();
      }
      case DRIFT -> missing.forEach(named -> found(() -> maker.missing(named)));
      case PASS, NOT_APPLICABLE -> {
        // the policy accepts that
      }
    }
  }

  /// What could not be told: rows that may be missing, otherwise rows that could not be judged.
  private Optional<Explanation> weakness() {
    return gap.map(why -> new Explanation(Explanation.GAP, why))
        .or(() ->
            unread > 0
                ? Optional.of(new Explanation(Explanation.UNREAD, unreadSentence(), unreadHint()))
                : Optional.empty());
  }

  /// The rows that could not be judged. The first ones are kept if the findings leave room for them.
  private Undecided undecided(boolean incomplete) {
    List<Undecided.Entry> kept = new ArrayList<>();
    missingNames.forEach(named -> kept.add(maker.undecided(named)));
    for (Unread row : unreadRows) {
      if (!budget.hasRoomForFindings()) {
        break;
      }
      kept.add(maker.undecided(row));
    }
    return new Undecided(incomplete, kept, unread - kept.size());
  }

  /// How many rows the check is about.
  private int total() {
    return selected.size() + undecidedSelection;
  }

  private String unreadSentence() {
    String why =
        unreadRows.isEmpty()
            ? missingNames.getFirst().sentence(check)
            : unreadRows.getFirst().why();
    return "%d of %s could not be judged: %s".formatted(unread, Count.of(total(), "row"), why);
  }

  private Optional<String> unreadHint() {
    return unreadRows.isEmpty() ? Optional.of(Wording.decideForNames(check)) : Optional.empty();
  }

  /// The result if no row is selected. The policy's `if_none` counts only if no row can be missing.
  private CheckResult none() {
    if (gap.isPresent()) {
      return unknown(weakness().orElseThrow());
    }
    return missing(check.ifNone(), IF_NONE, Wording.noRow(check));
  }

  /// The result that `when` demands if there is no row.
  ///
  /// @param key      of the policy that sets `when`: `if_none`
  /// @param sentence what is missing
  CheckResult missing(WhenMissing when, String key, String sentence) {
    Optional<Explanation> explanation = Optional.of(new Explanation(Explanation.NO_ROW, sentence));
    return switch (when) {
      case UNKNOWN ->
          unknown(
              new Explanation(
                  Explanation.NO_ROW,
                  sentence,
                  Optional.of(
                      key.equals(IF_NONE) && check.expectation() instanceof Expectation.NoRow
                          ? Wording.NOTHING_EXPECTED
                          : Wording.decide(key))));
      case PASS -> result(Verdict.PASS, explanation, Undecided.NONE);
      case NOT_APPLICABLE -> result(Verdict.NOT_APPLICABLE, explanation, Undecided.NONE);
      case DRIFT -> {
        findings.add(maker.aboutRows(Message.value(sentence), List.of()));
        yield result(Verdict.DRIFT, Optional.empty(), Undecided.NONE);
      }
    };
  }

  CheckResult unknown(Explanation why) {
    // an unknown result has no findings
    findings.clear();
    more = 0;
    return result(Verdict.UNKNOWN, Optional.of(why), undecided(false));
  }

  CheckResult result(Verdict verdict, Optional<Explanation> why, Undecided undecided) {
    Optional<Explanation> shown =
        why.map(it -> new Explanation(it.code(), Escape.sentence(it.sentence()), it.hint()));
    CheckResult result =
        new CheckResult(check.info(), host, verdict, total(), shown, findings, more, undecided)
            .withSeverity(check.severity());
    return leftOut.count() == 0
        ? result
        : result.leavingOut(leftOut.count(), Escape.sentence(leftOut.sentence()));
  }
}
