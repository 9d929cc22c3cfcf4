package dev.driftline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Row;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Streams JSON of ASCII characters only. So no text of a host can act on a terminal, break a line or end a script. The
/// number sign is escaped, too, because CI runners take `##vso[` as a command at any place of a line.
public final class Json {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,29})");

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new More())
          .build();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /// A value to be written to `out`, which stays open.
  static Json to(Writer out) throws IOException {
    JsonGenerator generator = FACTORY.createGenerator(out);
    generator.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    generator.setPrettyPrinter(new DefaultPrettyPrinter());
    return new Json(generator);
  }

  /// A value on one line.
  static Json lineTo(Writer out) throws IOException {
    JsonGenerator generator = FACTORY.createGenerator(out);
    generator.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    generator.configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);
    return new Json(generator);
  }

  /// One part of a document.
  public interface Part {
    void write() throws IOException;
  }

  void document(Part fields) throws IOException {
    generator.writeStartObject();
    fields.write();
    generator.writeEndObject();
    generator.writeRaw('\n');
    generator.close();
  }

  public void object(String name, Part fields) throws IOException {
    generator.writeFieldName(name);
    element(fields);
  }

  public void array(String name, Part elements) throws IOException {
    generator.writeArrayFieldStart(name);
    elements.write();
    generator.writeEndArray();
  }

  /// An object inside an array.
  public void element(Part fields) throws IOException {
    generator.writeStartObject();
    fields.write();
    generator.writeEndObject();
  }

  public void text(String name, String text) throws IOException {
    generator.writeStringField(name, Escape.json(text));
  }

  public void text(String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      text(name, text.get());
    } else {
      nothing(name);
    }
  }

  public void texts(String name, List<String> texts) throws IOException {
    generator.writeArrayFieldStart(name);
    for (String text : texts) {
      generator.writeString(Escape.json(text));
    }
    generator.writeEndArray();
  }

  public void number(String name, int number) throws IOException {
    generator.writeNumberField(name, number);
  }

  public void truth(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
  }

  public void nothing(String name) throws IOException {
    generator.writeNullField(name);
  }

  /// A duration in seconds, with three decimals.
  void seconds(String name, Duration duration) throws IOException {
    generator.writeNumberField(name, BigDecimal.valueOf(duration.toMillis(), 3));
  }

  /// The cells of a row by column. A cell without a value is null. A cell that could not be read is an object that says
  /// why, and so is one that was cut, with its beginning.
  void row(String name, Row row) throws IOException {
    object(name, () -> cells(row));
  }

  void cells(Row row) throws IOException {
    for (int i = 0; i < row.cells().size(); i++) {
      cell(row.columns().list().get(i), row.cells().get(i));
    }
  }

  private void cell(Column column, Cell cell) throws IOException {
    switch (cell) {
      case Cell.Text(String text) -> value(column, text);
      case Cell.Cut(String beginning, String why) ->
          object(
              column.name(),
              () -> {
                text("beginning", beginning);
                text("cut", why);
              });
      case Cell.None _ -> nothing(column.name());
      case Cell.Unread(String why) -> object(column.name(), () -> text("unread", why));
    }
  }

  /// A value of the column's type. If the text is not of that type, it stays a text.
  private void value(Column column, String text) throws IOException {
    if (isNumber(column.type()) && INTEGER.matcher(text).matches()) {
      generator.writeFieldName(column.name());
      generator.writeNumber(new BigInteger(text));
    } else if (column.type() == ColumnType.BOOLEAN
        && (text.equals("true") || text.equals("false"))) {
      truth(column.name(), text.equals("true"));
    } else {
      text(column.name(), text);
    }
  }

  private static boolean isNumber(ColumnType type) {
    return switch (type) {
      case INTEGER, SIZE, DURATION -> true;
      case TEXT, BOOLEAN, VERSION -> false;
    };
  }

  /// The standard escapes, and DEL and the number sign, which JSON allows as they are.
  private static final class More extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      codes['#'] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
