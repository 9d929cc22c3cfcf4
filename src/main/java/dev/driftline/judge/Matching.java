package dev.driftline.judge;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import java.util.List;

/// Tries conditions on rows. For example, `kind: [tcp, udp]` holds for a row whose `kind` is `udp`.
///
/// | cell | result |
/// |---|---|
/// | unread | undetermined, whatever the matcher |
/// | no value | not equal to anything, neither more nor less, not `present`, not `clean`; undetermined beside another column |
/// | text | as [Comparison] says |
final class Matching {

  /// So many characters of an expression's input cost one step. A step is about a microsecond.
  private static final int CHARACTERS_A_STEP = 32;

  private Matching() {}

  /// Whether all conditions hold.
  ///
  /// @param budget is told of each comparison, by the length of the text
  static Truth all(List<Condition> conditions, Row row, Budget budget) {
    Truth result = Truth.Known.TRUE;
    for (Condition condition : conditions) {
      Truth truth = holds(condition.matcher(), condition.column(), row, budget);
      // one false condition decides, even if another cell is unread
      if (truth == Truth.Known.FALSE) {
        return truth;
      }
      // keep the first reason why the result cannot be told
      if (result == Truth.Known.TRUE) {
        result = truth;
      }
    }
    return result;
  }

  static Truth holds(Matcher matcher, String column, Row row, Budget budget) {
    budget.step();
    return switch (row.cell(column)) {
      case Cell.Unread(String why) -> new Truth.Undetermined(column + " could not be read: " + why);
      case Cell.None _ -> ofNothing(matcher, column);
      case Cell.Text(String text) -> ofText(matcher, column, text, row, budget);
    };
  }

  /// A matcher on a cell without a value.
  private static Truth ofNothing(Matcher matcher, String column) {
    return switch (matcher) {
      case Matcher.Compare(Matcher.Operator operator, Operand operand, _) ->
          switch (operand) {
            // no value differs from every literal
            case Operand.Literal _ -> Truth.of(operator == Matcher.Operator.NOT_EQUAL);
            case Operand.OtherColumn _ ->
                new Truth.Undetermined("%s has no value to compare".formatted(column));
          };
      case Matcher.OneOf(List<Matcher> choices, _) ->
          Truth.any(choices.stream().map(choice -> ofNothing(choice, column)).toList());
      case Matcher.AllOf(List<Matcher> matchers, _) ->
          Truth.all(matchers.stream().map(each -> ofNothing(each, column)).toList());
      case Matcher.Not(Matcher inner, _) -> ofNothing(inner, column).negated();
      case Matcher.Regex _, Matcher.Present _, Matcher.Clean _ -> Truth.Known.FALSE;
    };
  }

  /// A matcher on a text.
  private static Truth ofText(Matcher matcher, String column, String text, Row row, Budget budget) {
    budget.steps(text.length() / CHARACTERS_A_STEP);
    return switch (matcher) {
      case Matcher.Compare compare -> compare(compare, column, text, row);
      case Matcher.OneOf(List<Matcher> choices, _) -> anyOf(choices, column, text, row, budget);
      case Matcher.AllOf(List<Matcher> matchers, _) ->
          Truth.all(
              matchers.stream().map(each -> ofText(each, column, text, row, budget)).toList());
      case Matcher.Not(Matcher inner, _) -> ofText(inner, column, text, row, budget).negated();
      case Matcher.Regex(Expression expression, _) -> Truth.of(expression.isIn(text, budget));
      case Matcher.Present _ -> Truth.Known.TRUE;
      case Matcher.Clean _ -> Truth.of(text.isBlank());
    };
  }

  /// Like [Truth#any], but stops at the first choice that holds.
  private static Truth anyOf(
      List<Matcher> choices, String column, String text, Row row, Budget budget) {
    Truth result = Truth.Known.FALSE;
    for (Matcher choice : choices) {
      Truth truth = ofText(choice, column, text, row, budget);
      if (truth == Truth.Known.TRUE) {
        return truth;
      }
      if (result == Truth.Known.FALSE) {
        result = truth;
      }
    }
    return result;
  }

  /// Compares with a literal, or with another column of the row.
  private static Truth compare(Matcher.Compare compare, String column, String text, Row row) {
    Column left = row.columns().list().get(row.columns().position(column));
    return switch (compare.operand()) {
      case Operand.Literal(String value) ->
          Comparison.compare(left, text, compare.operator(), value, row);
      case Operand.OtherColumn(String other) ->
          switch (row.cell(other)) {
            case Cell.Unread(String why) ->
                new Truth.Undetermined("%s could not be read: %s".formatted(other, why));
            case Cell.None _ ->
                new Truth.Undetermined("%s has no value to compare".formatted(other));
            case Cell.Text(String value) ->
                Comparison.columns(left, text, compare.operator(), other, value, row);
          };
    };
  }
}
