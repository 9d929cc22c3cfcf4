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
import java.util.Optional;

/// Tries conditions on rows. For example, `kind: [tcp, udp]` holds for a row whose `kind` is `udp`.
///
/// | cell | result |
/// |---|---|
/// | unread | undetermined, whatever the matcher |
/// | cut | the result that holds whatever the rest is; otherwise undetermined |
/// | no value | not equal to anything, neither more nor less, not `present`, not `clean`; undetermined by a column |
/// | text | as [Comparison] says |
///
/// For example, of a text that is cut after `abc`: it is not equal to `abd`, the expression `~ b` is found in it, and
/// it is not `clean`. Whether it is equal to `abcd` is undetermined.
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
    return holds(matcher, column, row.cell(column), row, budget);
  }

  private static Truth holds(Matcher matcher, String column, Cell cell, Row row, Budget budget) {
    budget.steps(length(cell) / CHARACTERS_A_STEP);
    return switch (matcher) {
      case Matcher.Compare compare -> compare(compare, column, cell, row);
      case Matcher.OneOf(List<Matcher> choices, _) -> anyOf(choices, column, cell, row, budget);
      case Matcher.AllOf(List<Matcher> matchers, _) ->
          Truth.all(matchers.stream().map(each -> holds(each, column, cell, row, budget)).toList());
      case Matcher.Not(Matcher inner, _) -> holds(inner, column, cell, row, budget).negated();
      case Matcher.Regex(Expression expression, _) -> found(expression, column, cell, budget);
      case Matcher.Present _ -> present(column, cell);
      case Matcher.Clean _ -> clean(column, cell);
    };
  }

  /// How many characters a matcher may have to read.
  private static int length(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> text.length();
      case Cell.Cut(String beginning, _) -> beginning.length();
      case Cell.None _, Cell.Unread _ -> 0;
    };
  }

  /// Like [Truth#any], but stops at the first choice that holds.
  private static Truth anyOf(
      List<Matcher> choices, String column, Cell cell, Row row, Budget budget) {
    Truth result = Truth.Known.FALSE;
    for (Matcher choice : choices) {
      Truth truth = holds(choice, column, cell, row, budget);
      if (truth == Truth.Known.TRUE) {
        return truth;
      }
      if (result == Truth.Known.FALSE) {
        result = truth;
      }
    }
    return result;
  }

  /// Whether an expression is found in the cell.
  private static Truth found(Expression expression, String column, Cell cell, Budget budget) {
    return switch (cell) {
      case Cell.Text(String text) -> Truth.of(expression.isIn(text, budget));
      case Cell.Cut(String beginning, String why) ->
          expression
              .isInAll(beginning, budget)
              .map(Truth::of)
              .orElseGet(() -> Truth.cut(column, why));
      case Cell.None _ -> Truth.Known.FALSE;
      case Cell.Unread(String why) -> Truth.unread(column, why);
    };
  }

  private static Truth present(String column, Cell cell) {
    return switch (cell) {
      case Cell.Text _, Cell.Cut _ -> Truth.Known.TRUE;
      case Cell.None _ -> Truth.Known.FALSE;
      case Cell.Unread(String why) -> Truth.unread(column, why);
    };
  }

  private static Truth clean(String column, Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> Truth.of(text.isBlank());
      case Cell.Cut(String beginning, String why) ->
          beginning.isBlank() ? Truth.cut(column, why) : Truth.Known.FALSE;
      case Cell.None _ -> Truth.Known.FALSE;
      case Cell.Unread(String why) -> Truth.unread(column, why);
    };
  }

  /// Compares with a literal, or with another column of the row.
  private static Truth compare(Matcher.Compare compare, String column, Cell cell, Row row) {
    Matcher.Operator operator = compare.operator();
    return switch (compare.operand()) {
      case Operand.Literal(String value) ->
          switch (cell) {
            case Cell.Text(String text) ->
                Comparison.compare(column(column, row), text, operator, value, row);
            case Cell.Cut cut ->
                Comparison.beginning(column(column, row), cut, operator, value, row);
            // no value differs from every literal
            case Cell.None _ -> Truth.of(operator == Matcher.Operator.NOT_EQUAL);
            case Cell.Unread(String why) -> Truth.unread(column, why);
          };
      case Operand.OtherColumn(String other) ->
          cell instanceof Cell.Text(String text)
                  && row.cell(other) instanceof Cell.Text(String value)
              ? Comparison.columns(column(column, row), text, operator, other, value, row)
              : incomparable(column, cell)
                  .orElseGet(() -> incomparable(other, row.cell(other)).orElseThrow());
    };
  }

  private static Column column(String name, Row row) {
    return row.columns().list().get(row.columns().position(name));
  }

  /// Why a cell cannot be compared with another one; empty if it can.
  private static Optional<Truth> incomparable(String column, Cell cell) {
    return switch (cell) {
      case Cell.Text _ -> Optional.empty();
      case Cell.Cut(_, String why) -> Optional.of(Truth.cut(column, why));
      case Cell.None _ ->
          Optional.of(new Truth.Undetermined("%s has no value to compare".formatted(column)));
      case Cell.Unread(String why) -> Optional.of(Truth.unread(column, why));
    };
  }
}
