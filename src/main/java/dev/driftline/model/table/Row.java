package dev.driftline.model.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One row of a table, with a cell per column.
public record Row(Columns columns, List<Cell> cells) {

  public Row {
    cells = List.copyOf(cells);
    if (cells.size() != columns.list().size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), columns.list().size()));
    }
  }

  /// A row from named cells. Columns that are not named have no value.
  ///
  /// @throws IllegalArgumentException if a name is not a column
  public static Row of(Columns columns, Map<String, Cell> cells) {
    List<Cell> all = new ArrayList<>(columns.list().size());
    int named = 0;
    for (Column column : columns.list()) {
      Cell cell = cells.get(column.name());
      named += cell == null ? 0 : 1;
      all.add(cell == null ? Cell.none() : cell);
    }
    // a name is no column: position() throws for it
    if (named != cells.size()) {
      cells.keySet().forEach(columns::position);
    }
    return new Row(columns, all);
  }

  /// The cell of `column`.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Cell cell(String column) {
    return cells.get(columns.position(column));
  }

  /// The text in `column`; empty if it has no value, could not be read, or was cut.
  public Optional<String> text(String column) {
    return cell(column) instanceof Cell.Text(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The text in `column` for people, and never to compare with: a text that was cut ends with `…`. Empty if it has no
  /// value or could not be read.
  public Optional<String> shown(String column) {
    return switch (cell(column)) {
      case Cell.Text(String text) -> Optional.of(text);
      case Cell.Cut(String beginning, _) -> Optional.of(beginning + "…");
      case Cell.None _, Cell.Unread _ -> Optional.empty();
    };
  }
}
