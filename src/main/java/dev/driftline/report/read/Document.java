package dev.driftline.report.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A JSON document, which is one object. It is never in memory as a whole: the items of its lists come one by one.
///
/// For one thread. The stream stays open.
final class Document {

  /// A report has seven levels.
  private static final int DEEPEST = 16;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // the names of a hostile document stay out of the table of the JVM's own strings
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // UTF-8, whatever the first bytes look like
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final JsonParser parser;
  private final SameTexts same = new SameTexts();

  private Document(JsonParser parser) {
    this.parser = parser;
  }

  /// What takes the fields of a document. A field that is not taken is skipped.
  interface Taker {
    void take(String name, Document document) throws IOException;
  }

  /// Takes each item of a list.
  interface ItemTaker {
    void take(Fields item) throws IOException;
  }

  /// Reads a document to its end, and returns where that is.
  ///
  /// @throws UnreadableReport if it is no JSON, is cut, or has a second field of one name
  /// @throws IOException      if the stream could not be read
  static Place read(InputStream stream, Taker taker) throws IOException {
    try (JsonParser parser = FACTORY.createParser(stream)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        return new Document(parser).whole(taker);
      } catch (JsonParseException e) {
        Place at = Place.of(e.getLocation());
        throw ended(parser, stream)
            ? UnreadableReport.cut(at)
            : UnreadableReport.other(at, "no JSON: " + e.getOriginalMessage());
      } catch (StreamConstraintsException _) {
        throw UnreadableReport.other(
            Place.of(parser.currentLocation()),
            "nested deeper, or with a longer text or number, than any report");
      }
    }
  }

  /// Whether a fault is that the document ended. Jackson has many sentences for that: one for each place of an end.
  private static boolean ended(JsonParser parser, InputStream stream) throws IOException {
    return !parser.getParsingContext().inRoot()
        && parser.releaseBuffered(OutputStream.nullOutputStream()) <= 0
        && stream.read() < 0;
  }

  private Place whole(Taker taker) throws IOException {
    if (parser.nextToken() == null) {
      throw UnreadableReport.other(Place.of(parser.currentLocation()), "there is nothing in it");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw UnreadableReport.other(here(), "no report begins like this");
    }
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      unique(names.add(name), name);
      parser.nextToken();
      taker.take(name, this);
      // of a field that was taken, this is the last token, and so there is nothing to skip
      parser.skipChildren();
    }
    Place end = here();
    if (parser.nextToken() != null) {
      throw UnreadableReport.other(here(), "more follows after the end of the report");
    }
    return end;
  }

  /// The field that is being taken.
  Value value() throws IOException {
    return value(1);
  }

  /// Takes the field, a list of objects, item by item.
  void items(ItemTaker taker) throws IOException {
    String name = parser.currentName();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw UnreadableReport.changed(here(), "\"%s\" is no list".formatted(name));
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!(value(2) instanceof Fields item)) {
        throw UnreadableReport.changed(here(), "\"%s\" is no list of objects".formatted(name));
      }
      taker.take(item);
    }
  }

  private Value value(int depth) throws IOException {
    Place at = here();
    if (depth > DEEPEST) {
      throw UnreadableReport.other(at, "nested deeper than any report");
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Value.Text(at, same.of(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(at, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value.Truth(at, parser.getBooleanValue());
      case VALUE_NULL -> new Value.Nothing(at);
      case START_ARRAY -> list(at, depth);
      case START_OBJECT -> object(at, depth);
      default -> throw new IllegalStateException("no value: " + parser.currentToken());
    };
  }

  private Value list(Place at, int depth) throws IOException {
    List<Value> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(depth + 1));
    }
    return new Value.Items(at, values);
  }

  private Value object(Place at, int depth) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      unique(values.put(name, value(depth + 1)) == null, name);
    }
    return new Fields(at, values);
  }

  private void unique(boolean isNew, String name) throws UnreadableReport {
    if (!isNew) {
      throw UnreadableReport.changed(here(), "\"%s\" stands here twice".formatted(name));
    }
  }

  private Place here() {
    return Place.of(parser.currentTokenLocation());
  }
}
