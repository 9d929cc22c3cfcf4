package dev.driftline.probe;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Optional;

/// An answer as text that people can read and check: what the `expected` files of recordings hold.
///
/// A row is a block of `column: "text"` lines; a column that holds nothing is left out, one that
/// could not be read is `column: unread (why)`, and one that was cut `column: cut "beginning" (why)`.
final class AnswerText {

  private AnswerText() {}

  static String of(Answer answer) {
    return switch (answer) {
      case Answer.Absent(String what) -> "absent: there is no %s\n".formatted(what);
      case Answer.Unknown(Reason reason, String why, String evidence) ->
          "unknown (%s): %s\nevidence: %s\n".formatted(reason.word(), why, quoted(evidence));
      case Answer.Observed(List<Row> rows, Optional<Coverage> coverage, Optional<String> gap) ->
          observed(rows, coverage, gap);
    };
  }

  private static String observed(
      List<Row> rows, Optional<Coverage> coverage, Optional<String> gap) {
    StringBuilder text = new StringBuilder("observed: %d rows\n".formatted(rows.size()));
    coverage.ifPresent(some -> text.append("coverage: ").append(some).append('\n'));
    gap.ifPresent(why -> text.append("gap: ").append(why).append('\n'));
    for (Row row : rows) {
      text.append('\n');
      for (Column column : row.columns().list()) {
        text.append(cell(column.name(), row.cell(column.name())));
      }
    }
    return text.toString();
  }

  private static String cell(String name, Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> "%s: %s\n".formatted(name, quoted(text));
      case Cell.Cut(String text, String why) ->
          "%s: cut %s (%s)\n".formatted(name, quoted(text), why);
      case Cell.None _ -> "";
      case Cell.Unread(String why) -> "%s: unread (%s)\n".formatted(name, why);
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
              if (c < ' ' || c == 0x7f) {
                quoted.append("\\x%02x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
