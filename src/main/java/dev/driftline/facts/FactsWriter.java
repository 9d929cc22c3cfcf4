package dev.driftline.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the lines of a file of facts. The same facts make the same bytes: questions stand in their order, and nothing
/// depends on when or where the line is made.
final class FactsWriter {

  private FactsWriter() {}

  static byte[] header(Header header) {
    return LineJson.line(json -> {
      json.writeStringField("format", Header.FORMAT);
      json.writeStringField("version", header.version());
      json.writeStringField("collected", header.collected().toString());
      json.writeStringField("pattern", header.pattern());
      lists(json, "tables", header.tables());
      lists(json, "names", header.names());
      LineJson.texts(json, "here", header.here());
    });
  }

  private static void lists(JsonGenerator json, String name, SortedMap<String, List<String>> lists)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      LineJson.texts(json, list.getKey(), list.getValue());
    }
    json.writeEndObject();
  }

  /// The last line. A file without it was cut.
  static byte[] end(int hosts) {
    return LineJson.line(json -> json.writeNumberField("end", hosts));
  }

  static byte[] host(HostFacts facts) {
    return LineJson.line(json -> {
      json.writeStringField("host", facts.host());
      json.writeStringField("method", Words.of(facts.method()));
      json.writeStringField("address", facts.address());
      outcome(json, facts.outcome());
      json.writeNumberField("nanoseconds", facts.elapsed().toNanos());
      LineJson.text(json, "verified", facts.verified());
      if (facts.noise().isPresent()) {
        json.writeObjectFieldStart("noise");
        json.writeStringField("stdout", facts.noise().get().stdout());
        json.writeStringField("stderr", facts.noise().get().stderr());
        json.writeEndObject();
      } else {
        json.writeNullField("noise");
      }
      answers(json, new TreeMap<>(facts.answers()));
    });
  }

  private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Answered() -> json.writeStringField("outcome", Words.ANSWERED);
      case Outcome.Unreachable(var reason, String detail, String hint) -> {
        json.writeStringField("outcome", Words.UNREACHABLE);
        json.writeStringField("reason", reason.word());
        json.writeStringField("detail", detail);
        json.writeStringField("hint", hint);
      }
    }
  }

  /// All questions come before the answers, so a reader can skip the answers that it does not need.
  private static void answers(JsonGenerator json, SortedMap<Question, Answer> answers)
      throws IOException {
    json.writeArrayFieldStart("questions");
    for (Question question : answers.keySet()) {
      json.writeStartObject();
      json.writeStringField("probe", question.probe());
      json.writeObjectFieldStart("with");
      for (Map.Entry<String, String> parameter : question.parameters().entrySet()) {
        json.writeStringField(parameter.getKey(), parameter.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("answers");
    for (Answer answer : answers.values()) {
      json.writeStartObject();
      answer(json, answer);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void answer(JsonGenerator json, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Observed observed -> {
        json.writeStringField("answer", Words.OBSERVED);
        observed(json, observed);
      }
      case Answer.Absent(String what) -> {
        json.writeStringField("answer", Words.ABSENT);
        json.writeStringField("what", what);
      }
      case Answer.Unknown(var reason, String why, String evidence) -> {
        json.writeStringField("answer", Words.UNKNOWN);
        json.writeStringField("reason", reason.word());
        json.writeStringField("why", why);
        json.writeStringField("evidence", evidence);
      }
    }
  }

  private static void observed(JsonGenerator json, Answer.Observed observed) throws IOException {
    if (observed.coverage().isPresent()) {
      Coverage coverage = observed.coverage().get();
      json.writeArrayFieldStart("coverage");
      json.writeNumber(coverage.readable());
      json.writeNumber(coverage.total());
      json.writeString(coverage.things());
      json.writeEndArray();
    } else {
      json.writeNullField("coverage");
    }
    LineJson.text(json, "gap", observed.gap());
    json.writeArrayFieldStart("rows");
    List<Cell> above = List.of();
    for (Row row : observed.rows()) {
      row(json, row.cells(), above);
      above = row.cells();
    }
    json.writeEndArray();
  }

  /// Cells that repeat the row above are only counted: most rows about one process differ in two or three.
  private static void row(JsonGenerator json, List<Cell> cells, List<Cell> above)
      throws IOException {
    json.writeStartArray();
    int repeated = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (i < above.size() && Objects.equals(cells.get(i), above.get(i))) {
        repeated++;
        continue;
      }
      if (repeated > 0) {
        json.writeNumber(repeated);
        repeated = 0;
      }
      cell(json, cells.get(i));
    }
    // the rest of a row that ends early repeats the row above, too
    json.writeEndArray();
  }

  private static void cell(JsonGenerator json, Cell cell) throws IOException {
    switch (cell) {
      case Cell.Text(String text) -> json.writeString(text);
      case Cell.None _ -> json.writeNull();
      case Cell.Unread(String why) -> {
        json.writeStartObject();
        json.writeStringField("unread", why);
        json.writeEndObject();
      }
      case Cell.Cut(String beginning, String why) -> {
        json.writeStartObject();
        json.writeStringField("beginning", beginning);
        json.writeStringField("cut", why);
        json.writeEndObject();
      }
    }
  }
}
