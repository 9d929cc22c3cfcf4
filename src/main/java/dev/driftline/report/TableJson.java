package dev.driftline.report;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/// One probe's rows for other programs, `driftline-probe/1`. It has one entry per host with the answer, which is
/// `observed`, `absent` or `unknown`. Cells have the type of their column.
public final class TableJson {

  private final Json json;

  private TableJson(Json json) {
    this.json = json;
  }

  /// Writes the whole document and flushes.
  ///
  /// @param probe the probe's name
  /// @throws IOException if the document could not be written to its end
  public static void write(String probe, List<HostTable> tables, Writer out) throws IOException {
    TableJson writer = new TableJson(Json.to(out));
    writer.json.document(() -> writer.tables(probe, tables));
    out.flush();
  }

  /// Writes an object a line (JSON lines): one for each row, and behind the rows of a host one with its answer. So each
  /// host has a line, and one of which rows may be missing says so.
  ///
  /// @throws IOException if the lines could not be written to their end
  public static void writeLines(List<HostTable> tables, Writer out) throws IOException {
    for (HostTable table : tables) {
      if (table.answer() instanceof Answer.Observed(List<Row> rows, _, _)) {
        for (Row row : rows) {
          Json line = Json.lineTo(out);
          line.document(() -> {
            line.text("host", table.host());
            line.row("row", row);
          });
        }
      }
      TableJson writer = new TableJson(Json.lineTo(out));
      writer.json.document(() -> writer.end(table));
    }
    out.flush();
  }

  /// The same as in the document, with the number of rows in place of the rows.
  private void end(HostTable table) throws IOException {
    json.text("host", table.host());
    switch (table.answer()) {
      case Answer.Observed observed -> {
        seen(observed);
        json.number("rows", observed.rows().size());
      }
      case Answer.Absent(String what) -> absent(what);
      case Answer.Unknown unknown -> unknown(unknown, table.hint());
    }
  }

  private void tables(String probe, List<HostTable> tables) throws IOException {
    json.text("format", "driftline-probe/1");
    json.text("probe", probe);
    json.array(
        "hosts",
        () -> {
          for (HostTable table : tables) {
            json.element(() -> table(table));
          }
        });
  }

  private void table(HostTable table) throws IOException {
    json.text("host", table.host());
    switch (table.answer()) {
      case Answer.Observed observed -> observed(observed);
      case Answer.Absent(String what) -> absent(what);
      case Answer.Unknown unknown -> unknown(unknown, table.hint());
    }
  }

  private void absent(String what) throws IOException {
    json.text("answer", "absent");
    json.text("what", what);
  }

  private void unknown(Answer.Unknown unknown, String hint) throws IOException {
    json.text("answer", "unknown");
    json.text("reason", unknown.reason().word());
    json.text("why", unknown.why());
    json.text("evidence", unknown.evidence());
    json.text("hint", hint.isEmpty() ? Optional.empty() : Optional.of(hint));
  }

  private void observed(Answer.Observed observed) throws IOException {
    seen(observed);
    json.array("rows", () -> rows(observed.rows()));
  }

  private void seen(Answer.Observed observed) throws IOException {
    json.text("answer", "observed");
    if (observed.coverage().isPresent()) {
      json.object(
          "coverage",
          () -> {
            json.text("things", observed.coverage().get().things());
            json.number("readable", observed.coverage().get().readable());
            json.number("total", observed.coverage().get().total());
          });
    } else {
      json.nothing("coverage");
    }
    json.text("gap", observed.gap());
  }

  private void rows(List<Row> rows) throws IOException {
    for (Row row : rows) {
      json.element(() -> json.cells(row));
    }
  }
}
