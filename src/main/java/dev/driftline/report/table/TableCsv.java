package dev.driftline.report.table;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.report.HostTable;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One probe's rows as CSV (RFC 4180, with plain line ends): host, what the line says, a remark, and the columns of the
/// probe. Each host has at least one line.
///
/// | `answer` | the line |
/// |---|---|
/// | `row` | a row; the remark says why cells are empty that could not be read |
/// | `no-row` | the host has no such thing, or no row |
/// | `gap` | rows may be missing |
/// | `unknown` | the host could not be looked at |
///
/// An empty cell is no value, an empty text, or one that could not be read. Who must tell these apart reads JSON.
public final class TableCsv {

  private TableCsv() {}

  /// Writes the table and flushes.
  ///
  /// @throws IOException if the table could not be written to its end
  public static void write(Columns columns, List<HostTable> tables, Writer out) throws IOException {
    List<String> heading = new ArrayList<>(List.of("host", "answer", "remark"));
    columns.list().stream().map(Column::name).forEach(heading::add);
    line(heading, out);
    int width = columns.list().size();
    for (HostTable table : tables) {
      switch (table.answer()) {
        case Answer.Observed observed -> observed(table.host(), observed, width, out);
        case Answer.Absent(String what) ->
            remark(table.host(), "no-row", "there is no " + what, width, out);
        case Answer.Unknown(Reason reason, String why, _) ->
            remark(table.host(), "unknown", reason.word() + ": " + why, width, out);
      }
    }
    out.flush();
  }

  private static void observed(String host, Answer.Observed observed, int width, Writer out)
      throws IOException {
    for (Row row : observed.rows()) {
      List<String> cells = new ArrayList<>(List.of(host, "row", remark(row)));
      row.cells().forEach(cell -> cells.add(shown(cell)));
      line(cells, out);
    }
    if (observed.rows().isEmpty()) {
      remark(host, "no-row", "", width, out);
    }
    if (observed.gap().isPresent()) {
      remark(host, "gap", observed.gap().get(), width, out);
    }
    if (observed.coverage().filter(coverage -> !coverage.complete()).isPresent()) {
      Coverage coverage = observed.coverage().get();
      remark(host, "gap", "looked at " + coverage, width, out);
    }
  }

  private static void remark(String host, String answer, String remark, int width, Writer out)
      throws IOException {
    List<String> cells = new ArrayList<>(List.of(host, answer, remark));
    for (int i = 0; i < width; i++) {
      cells.add("");
    }
    line(cells, out);
  }

  /// Which cells could not be read, and why.
  private static String remark(Row row) {
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String column = row.columns().list().get(i).name();
      switch (row.cells().get(i)) {
        case Cell.Unread(String why) -> unread.add("%s unread: %s".formatted(column, why));
        case Cell.Cut(_, String why) -> unread.add("%s cut: %s".formatted(column, why));
        case Cell.Text _, Cell.None _ -> {
          // all is in the cell
        }
      }
    }
    return String.join("; ", unread);
  }

  private static String shown(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> text;
      case Cell.Cut(String beginning, _) -> beginning + "…";
      case Cell.None _, Cell.Unread _ -> "";
    };
  }

  private static void line(List<String> cells, Writer out) throws IOException {
    out.write(cells.stream().map(Escape::csv).collect(Collectors.joining(",")) + "\n");
  }
}
