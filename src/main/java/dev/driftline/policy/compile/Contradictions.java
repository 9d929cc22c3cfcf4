package dev.driftline.policy.compile;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.AllOf;
import dev.driftline.policy.outcome.Outcomes;
import java.util.List;

/// Reports an expectation that holds for no row that `where` selects. For example, `where: { kind: file }` with
/// `expect_none: { kind: tcp }` could never fail.
final class Contradictions {

  private final NodeReader reader;

  Contradictions(NodeReader reader) {
    this.reader = reader;
  }

  /// Whether there is one. `expect` with `if_none: pass` is left alone: it says that no row may be selected.
  boolean in(
      List<Condition> where, Expectation expectation, WhenMissing ifNone, TableDefinition table) {
    List<Condition> conditions =
        switch (expectation) {
          case Expectation.Every(List<Condition> every) ->
              ifNone == WhenMissing.PASS ? List.of() : every;
          case Expectation.AtLeastOne(List<Condition> some) -> some;
          case Expectation.NoRow(List<Condition> none) -> none;
          case Expectation.Count _, Expectation.Same _ -> List.of();
        };
    List<Condition> wrong =
        conditions.stream()
            .filter(condition ->
                where.stream().anyMatch(selected -> exclude(selected, condition, table)))
            .toList();
    wrong.forEach(condition ->
        reader.error(
            condition.at(),
            "%s is never `%s` in the rows that where selects"
                .formatted(condition.column(), condition.matcher().text()),
            condition.matcher() instanceof Matcher.Not(Matcher.Present _, _)
                ? "where there must be no such row, write `expect_none: {}`"
                : "name another column, or let where select such rows"));
    return !wrong.isEmpty();
  }

  /// Whether no row meets both conditions.
  private boolean exclude(Condition selected, Condition expected, TableDefinition table) {
    AllOf both = new AllOf(List.of(selected.matcher(), expected.matcher()), "");
    Column column = table.columns().list().get(table.columns().position(selected.column()));
    return selected.column().equals(expected.column())
        && !reader.mayChange(selected.matcher().text())
        && !reader.mayChange(expected.matcher().text())
        && !Outcomes.of(both, column).canHold()
        && !Outcomes.ofNoValue(both);
  }
}
