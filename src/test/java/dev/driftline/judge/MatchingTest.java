package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {

  private static final Columns COLUMNS =
      new Columns(List.of(new Column("text", ColumnType.TEXT, "A text.", "a")));
  private static final Matcher PRESENT = new Matcher.Present("present");
  private static final Matcher CLEAN = new Matcher.Clean("clean");
  private static final Matcher ANYTHING = new Matcher.Regex(Expression.of(".*"), "~ .*");

  @Test
  void holdsNothingForPresentCleanOrMatching() {
    for (Matcher matcher : List.of(PRESENT, CLEAN, ANYTHING, compare(Operator.EQUAL))) {
      assertThat(holds(matcher, Cell.none())).as(matcher.text()).isEqualTo(Truth.Known.FALSE);
      assertThat(holds(new Matcher.Not(matcher, "not"), Cell.none()))
          .as(matcher.text())
          .isEqualTo(Truth.Known.TRUE);
    }
    assertThat(holds(compare(Operator.NOT_EQUAL), Cell.none())).isEqualTo(Truth.Known.TRUE);
    for (Operator operator :
        List.of(Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST)) {
      assertThat(holds(compare(operator), Cell.none())).isEqualTo(Truth.Known.FALSE);
    }
  }

  @Test
  void decidesNothingOfWhatCouldNotBeRead() {
    for (Matcher matcher : List.of(PRESENT, CLEAN, ANYTHING, compare(Operator.NOT_EQUAL))) {
      Truth expected = new Truth.Undetermined("text could not be read: denied");
      assertThat(holds(matcher, Cell.unread("denied"))).isEqualTo(expected);
      assertThat(holds(new Matcher.Not(matcher, "not"), Cell.unread("denied"))).isEqualTo(expected);
    }
  }

  @Test
  void takesTextOfBlanksForClean() {
    assertThat(holds(CLEAN, Cell.text(" \n"))).isEqualTo(Truth.Known.TRUE);
    assertThat(holds(CLEAN, Cell.text("x"))).isEqualTo(Truth.Known.FALSE);
    assertThat(holds(PRESENT, Cell.text(""))).isEqualTo(Truth.Known.TRUE);
  }

  @Test
  void oneOfHoldsIfAnyChoiceDoesAndAllOfIfAllDo() {
    Matcher a = compare(Operator.EQUAL);
    Matcher never = new Matcher.Not(PRESENT, "absent");
    assertThat(holds(new Matcher.OneOf(List.of(never, a), ""), Cell.text("a")))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(holds(new Matcher.OneOf(List.of(never, a), ""), Cell.text("b")))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(holds(new Matcher.AllOf(List.of(PRESENT, a), ""), Cell.text("a")))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(holds(new Matcher.AllOf(List.of(PRESENT, a), ""), Cell.text("b")))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(holds(new Matcher.OneOf(List.of(a, never), ""), Cell.none()))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(holds(new Matcher.AllOf(List.of(a, never), ""), Cell.none()))
        .isEqualTo(Truth.Known.FALSE);
  }

  private static Matcher compare(Operator operator) {
    return new Matcher.Compare(operator, new Operand.Literal("a"), operator.sign() + " a");
  }

  private static Truth holds(Matcher matcher, Cell cell) {
    return Matching.holds(matcher, "text", new Row(COLUMNS, List.of(cell)), Budget.unlimited());
  }
}
