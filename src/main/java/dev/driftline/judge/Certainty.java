package dev.driftline.judge;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Matcher;
import java.util.List;

/// Whether conditions hold for certain. What cannot be told does not: a cell that could not be read matches nothing.
public final class Certainty {

  private Certainty() {}

  public static boolean holds(List<Condition> conditions, Row row) {
    return Matching.all(conditions, row, Budget.unlimited()) == Truth.Known.TRUE;
  }

  /// Whether a number of rows is as demanded.
  public static boolean holds(Matcher matcher, int rows) {
    return RowCount.holds(matcher, rows) == Truth.Known.TRUE;
  }
}
