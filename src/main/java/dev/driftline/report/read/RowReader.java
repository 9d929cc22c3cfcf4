package dev.driftline.report.read;

import dev.driftline.model.Finding.Expected;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads rows. A column is what JSON tells of it: its name, and whether it is a number, a truth or a text. Rows with
/// the same columns share them.
final class RowReader {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,29})");

  private final Map<List<Column>, Columns> known = new HashMap<>();

  Optional<Row> row(Fields parent) throws UnreadableReport {
    Optional<Fields> fields = parent.optionalFields("row");
    return fields.isPresent() ? Optional.of(read(fields.get())) : Optional.empty();
  }

  private Row read(Fields fields) throws UnreadableReport {
    List<Column> columns = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      columns.add(new Column(field.getKey(), type(field.getValue()), "", ""));
      cells.add(cell(field.getKey(), fields));
    }
    return new Row(known.computeIfAbsent(columns, Columns::new), cells);
  }

  private static ColumnType type(Value value) {
    return switch (value) {
      case Value.Numeral _ -> ColumnType.INTEGER;
      case Value.Truth _ -> ColumnType.BOOLEAN;
      case Value.Text _, Value.Nothing _, Value.Items _, Fields _ -> ColumnType.TEXT;
    };
  }

  private static Cell cell(String column, Fields row) throws UnreadableReport {
    return switch (row.value(column)) {
      case Value.Text(_, String text) -> Cell.text(text);
      case Value.Numeral(_, String digits) when INTEGER.matcher(digits).matches() ->
          Cell.text(digits);
      case Value.Numeral _ -> throw row.wrong(column, "a whole number");
      case Value.Truth(_, boolean truth) -> Cell.bool(truth);
      case Value.Nothing _ -> Cell.none();
      case Value.Items _ -> throw row.wrong(column, "a cell");
      case Fields missing ->
          missing.has("unread")
              ? Cell.unread(missing.text("unread"))
              : Cell.cut(missing.text("beginning"), missing.text("cut"));
    };
  }

  /// What a check demands, by column.
  static List<Expected> expected(Fields finding) throws UnreadableReport {
    Fields fields = finding.fields("expected");
    List<Expected> all = new ArrayList<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      boolean list = field.getValue() instanceof Value.Items;
      all.add(
          new Expected(
              field.getKey(),
              list ? fields.texts(field.getKey()) : List.of(fields.text(field.getKey())),
              list));
    }
    return all;
  }
}
