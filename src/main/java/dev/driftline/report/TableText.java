package dev.driftline.report;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import dev.driftline.text.TextWidth;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// One probe's rows for people: one line per row in aligned columns, with the host first. `-` is a cell without a
/// value, `""` an empty text, `?` a cell that could not be read, with the reason, and `…` and a reason stand behind a
/// value that was cut on its way. Cells are escaped, and cut after 60 characters. With `--all` they are not cut. A long
/// cell then sticks out of its column, so it does not make all lines as long.
public final class TableText {

  private static final int WIDEST = 60;

  /// The widest column, in columns of a terminal.
  private static final int ALIGNED = 100;

  private TableText() {}

  /// Writes the tables of all hosts under one heading, then the reasons for gaps in them, and flushes.
  ///
  /// @throws IOException if the tables could not be written to their end
  public static void write(Columns columns, List<HostTable> tables, Style style, Writer out)
      throws IOException {
    ReportLines lines = new ReportLines(out, style);
    List<List<String>> cells = cells(columns, tables, style);
    int[] widths = widths(cells);
    lines.tableHeading("  " + aligned(cells.getFirst(), widths));
    for (List<String> row : cells.subList(1, cells.size())) {
      lines.tableRow("  " + aligned(row, widths));
    }
    for (HostTable table : tables) {
      remarks(table, lines);
    }
    out.flush();
  }

  /// The heading, then a list for each row of each host.
  private static List<List<String>> cells(Columns columns, List<HostTable> tables, Style style) {
    List<List<String>> all = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("host"));
    columns.list().stream().map(Column::name).forEach(heading::add);
    all.add(heading);
    for (HostTable table : tables) {
      for (Row row : rows(table.answer())) {
        List<String> line = new ArrayList<>(List.of(style.shown(Escape.line(table.host()))));
        row.cells().forEach(cell -> line.add(style.shown(shown(cell, style))));
        all.add(line);
      }
    }
    return all;
  }

  private static List<Row> rows(Answer answer) {
    return switch (answer) {
      case Answer.Observed(List<Row> rows, _, _) -> rows;
      case Answer.Absent _ -> List.of();
      case Answer.Unknown _ -> List.of();
    };
  }

  private static String shown(Cell cell, Style style) {
    int limit = style.all() ? Integer.MAX_VALUE : WIDEST;
    return switch (cell) {
      case Cell.Text(String text) when text.isEmpty() -> "\"\"";
      case Cell.Text(String text) -> Escape.line(Excerpt.of(text, limit));
      case Cell.Cut(String beginning, String why) ->
          "%s… (%s)"
              .formatted(
                  Escape.line(Excerpt.beginning(beginning, limit)),
                  Escape.line(Excerpt.of(why, limit)));
      case Cell.None _ -> "-";
      case Cell.Unread(String why) -> "? (" + Escape.line(Excerpt.of(why, limit)) + ")";
    };
  }

  private static int[] widths(List<List<String>> cells) {
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(ALIGNED, TextWidth.of(row.get(i))));
      }
    }
    return widths;
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).repeat(' ', Math.max(0, widths[i] - TextWidth.of(row.get(i))) + 2);
    }
    return line.toString().stripTrailing();
  }

  private static void remarks(HostTable table, ReportLines lines) throws IOException {
    switch (table.answer()) {
      case Answer.Observed observed -> remarks(table.host(), observed, lines);
      case Answer.Absent(String what) -> lines.line(1, "%s: there is no %s", table.host(), what);
      case Answer.Unknown(Reason reason, String why, _) -> {
        String named = table.host() + ": ";
        String sentence = why.startsWith(named) ? why.substring(named.length()) : why;
        lines.line(1, "%s: could not look (%s): %s", table.host(), reason.word(), sentence);
        if (!table.hint().isEmpty()) {
          lines.line(3, "do: %s", table.hint());
        }
      }
    }
  }

  private static void remarks(String host, Answer.Observed observed, ReportLines lines)
      throws IOException {
    if (observed.rows().isEmpty()) {
      lines.line(1, "%s: no row", host);
    }
    if (observed.coverage().isPresent()) {
      lines.line(1, "%s: looked at %s", host, observed.coverage().get());
    }
    if (observed.gap().isPresent()) {
      lines.line(1, "%s: rows may be missing: %s", host, observed.gap().get());
    }
  }
}
