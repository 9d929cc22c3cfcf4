package dev.driftline.judge;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Matcher;
import java.util.List;

/// Tries a matcher on a number of rows. To do that it makes a row with the one column `count`.
final class RowCount {

  private static final String COUNT = "count";
  private static final Columns COLUMNS =
      new Columns(
          List.of(new Column(COUNT, ColumnType.INTEGER, "How many rows are selected.", "1")));

  private RowCount() {}

  static Truth holds(Matcher matcher, int rows) {
    return Matching.holds(
        matcher, COUNT, new Row(COLUMNS, List.of(Cell.integer(rows))), Budget.unlimited());
  }
}
