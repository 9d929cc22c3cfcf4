package dev.driftline.facts;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A table as the file has it, beside the table of this driftline. A newer driftline may have more columns.
///
/// @param columns   of this driftline
/// @param positions for each column of the file, its position in `columns`, or -1 if there is none any more
/// @param start     the cells of a row before those of the file were put in: a column that the file does not have is
///     unread
record StoredTable(Columns columns, List<Integer> positions, List<Cell> start) {

  /// The table, if a file can have it.
  ///
  /// @param stored  the names of the file's columns
  /// @param version of the driftline that wrote the file
  static Optional<StoredTable> of(Columns columns, List<String> stored, String version) {
    if (new HashSet<>(stored).size() != stored.size()) {
      return Optional.empty();
    }
    Cell[] start = new Cell[columns.list().size()];
    Arrays.fill(
        start, Cell.unread("driftline %s, which asked, knew no such column".formatted(version)));
    List<Integer> positions = new ArrayList<>();
    for (String name : stored) {
      positions.add(columns.has(name) ? columns.position(name) : -1);
    }
    return Optional.of(new StoredTable(columns, positions, List.of(start)));
  }
}
