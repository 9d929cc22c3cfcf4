package dev.driftline.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the values of one line, which is one object. For one thread.
final class LineParser {

  private final long number;
  private final JsonParser json;

  private LineParser(long number, JsonParser json) {
    this.number = number;
    this.json = json;
  }

  /// Makes a value of the line.
  interface Reading<T> {
    T read(LineParser line) throws IOException;
  }

  /// Takes one field, whose value is the current token.
  interface Field {
    void take(String name) throws IOException;
  }

  /// Takes one item of a list, which is the current token.
  interface Item {
    void take() throws IOException;
  }

  /// Reads a line from its beginning. What follows after the value that was read is not looked at; see [#end].
  ///
  /// @param number of the line in its file, for messages
  static <T> T read(byte[] line, long number, Reading<T> reading) throws IOException {
    try (JsonParser json = LineJson.FACTORY.createParser(line)) {
      json.nextToken();
      return reading.read(new LineParser(number, json));
    } catch (JsonProcessingException e) {
      throw UnreadableFacts.other(number, "no JSON: " + e.getOriginalMessage());
    }
  }

  JsonParser json() {
    return json;
  }

  UnreadableFacts changed(String fault) {
    return UnreadableFacts.changed(number, fault);
  }

  UnreadableFacts newer(String format) {
    return UnreadableFacts.newer(number, format);
  }

  UnreadableFacts other(String fault) {
    return UnreadableFacts.other(number, fault);
  }

  /// Requires that nothing follows.
  void end() throws IOException {
    if (json.nextToken() != null) {
      throw changed("more follows after the line's object");
    }
  }

  /// Takes the fields of the current object. Each name may stand there once. A field that is not taken is skipped.
  void fields(String what, Field field) throws IOException {
    require(JsonToken.START_OBJECT, what, "an object");
    Set<String> names = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!names.add(name)) {
        throw changed("%s has \"%s\" twice".formatted(what, name));
      }
      json.nextToken();
      field.take(name);
      json.skipChildren();
    }
  }

  /// Takes the items of the current list.
  void items(String what, Item item) throws IOException {
    require(JsonToken.START_ARRAY, what, "a list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item.take();
    }
  }

  String text(String what) throws IOException {
    require(JsonToken.VALUE_STRING, what, "a text");
    return json.getText();
  }

  Optional<String> textOrNothing(String what) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(text(what));
  }

  List<String> texts(String what) throws IOException {
    List<String> texts = new ArrayList<>();
    items(what, () -> texts.add(text(what)));
    return texts;
  }

  /// A whole number that is not negative.
  long number(String what) throws IOException {
    require(JsonToken.VALUE_NUMBER_INT, what, "a whole number");
    long value = json.getLongValue();
    if (value < 0) {
      throw changed("%s is negative".formatted(what));
    }
    return value;
  }

  SortedMap<String, List<String>> lists(String what) throws IOException {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    fields(what, name -> lists.put(name, texts(name)));
    return lists;
  }

  private void require(JsonToken wanted, String what, String form) throws IOException {
    if (json.currentToken() != wanted) {
      throw changed("%s is not %s".formatted(what, form));
    }
  }
}
