package dev.driftline.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one answer of a host's line. For one answer and one thread.
final class StoredAnswer {

  // sizes in bytes, with compressed pointers; cells that repeat the row above cost a reference only
  private static final int ROW = 64;
  private static final int REFERENCE = 4;
  private static final int CELL = 56;

  private final LineParser line;
  private final JsonParser json;
  private final StoredTable table;
  private final Budget budget;

  private final Map<String, String> texts = new HashMap<>();
  private Optional<Coverage> coverage = Optional.empty();
  private Optional<String> gap = Optional.empty();
  private Optional<List<Row>> rows = Optional.empty();
  private Optional<Answer> tooMuch = Optional.empty();

  StoredAnswer(LineParser line, StoredTable table, Budget budget) {
    this.line = line;
    this.json = line.json();
    this.table = table;
    this.budget = budget;
  }

  Answer read() throws IOException {
    line.fields("an answer", this::take);
    return switch (texts.getOrDefault("answer", "")) {
      case Words.OBSERVED -> observed();
      case Words.ABSENT -> new Answer.Absent(text("what"));
      case Words.UNKNOWN ->
          new Answer.Unknown(
              Words.reason(text("reason"))
                  .orElseThrow(() -> line.changed("an answer has an unknown reason")),
              text("why"),
              text("evidence"));
      default -> throw line.changed("an answer is not observed, absent or unknown");
    };
  }

  private void take(String name) throws IOException {
    switch (name) {
      case "answer", "what", "reason", "why", "evidence" -> texts.put(name, line.text(name));
      case "coverage" -> coverage = coverage();
      case "gap" -> gap = line.textOrNothing(name);
      case "rows" -> rows = Optional.of(rowsWithinBudget());
      // a field that is not known may be a weakness of the answer
      default -> throw line.changed("an answer has \"%s\"".formatted(name));
    }
  }

  private String text(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw line.changed("an answer has no \"%s\"".formatted(name));
    }
    return text;
  }

  private Answer observed() throws IOException {
    if (rows.isEmpty()) {
      throw line.changed("an answer has no rows");
    }
    return tooMuch.orElse(new Answer.Observed(rows.get(), coverage, gap));
  }

  private Optional<Coverage> coverage() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw line.changed("coverage is not a list");
    }
    json.nextToken();
    long readable = line.number("coverage");
    json.nextToken();
    long total = line.number("coverage");
    json.nextToken();
    String things = line.text("coverage");
    if (json.nextToken() != JsonToken.END_ARRAY || readable > total || total > Integer.MAX_VALUE) {
      throw line.changed("coverage is not two numbers and a word");
    }
    return Optional.of(new Coverage((int) readable, (int) total, things));
  }

  /// If the rows cost too much, the answer is unknown. The parser then stands at the end of the rows all the same.
  private List<Row> rowsWithinBudget() throws IOException {
    int depth = json.getParsingContext().getNestingDepth();
    Budget.Mark before = budget.mark();
    try {
      return rows();
    } catch (LimitReached e) {
      budget.forget(before);
      tooMuch = Optional.of(new Answer.Unknown(e.reason(), e.why(), ""));
      while (json.getParsingContext().getNestingDepth() >= depth) {
        if (json.nextToken() == null) {
          throw line.changed("the rows do not end");
        }
      }
      return List.of();
    }
  }

  private List<Row> rows() throws IOException {
    List<Row> read = new ArrayList<>();
    Cell[] cells = table.start().toArray(Cell[]::new);
    line.items(
        "rows",
        () -> {
          row(cells, read.isEmpty());
          read.add(new Row(table.columns(), List.of(cells)));
        });
    return read;
  }

  /// Puts the cells of one row over those of the row above.
  private void row(Cell[] cells, boolean first) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw line.changed("a row is not a list");
    }
    int width = table.positions().size();
    int at = 0;
    long bytes = ROW + (long) REFERENCE * cells.length;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        long repeated = line.number("a row");
        if (first || repeated > width - at) {
          throw line.changed("a row repeats cells that are not there");
        }
        at += (int) repeated;
      } else if (at >= width) {
        throw line.changed("a row has more than %d cells".formatted(width));
      } else {
        Cell cell = cell();
        bytes += bytes(cell);
        int position = table.positions().get(at++);
        if (position >= 0) {
          cells[position] = cell;
        }
      }
    }
    if (first && at < width) {
      throw line.changed("the first row has %d cells, not %d".formatted(at, width));
    }
    budget.step();
    budget.rows(1, bytes);
  }

  private static long bytes(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> CELL + 2L * text.length();
      case Cell.Cut(String text, String why) -> CELL + 2L * (text.length() + why.length());
      case Cell.Unread(String why) -> CELL + 2L * why.length();
      case Cell.None _ -> 0;
    };
  }

  private Cell cell() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> Cell.text(json.getText());
      case VALUE_NULL -> Cell.none();
      case START_OBJECT -> missing();
      default -> throw line.changed("a cell is no text, null or object");
    };
  }

  /// `{"unread": why}`, or `{"beginning": text, "cut": why}`.
  private Cell missing() throws IOException {
    Map<String, String> said = new HashMap<>();
    line.fields("a cell", name -> said.put(name, line.text(name)));
    String unread = said.get("unread");
    String beginning = said.get("beginning");
    String cut = said.get("cut");
    if (unread != null && said.size() == 1) {
      return Cell.unread(unread);
    }
    if (beginning != null && cut != null && said.size() == 2) {
      return Cell.cut(beginning, cut);
    }
    throw line.changed("a cell is neither unread nor cut");
  }
}
