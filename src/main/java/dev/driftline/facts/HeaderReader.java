package dev.driftline.facts;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the first line of a file of facts.
final class HeaderReader {

  private Optional<String> version = Optional.empty();
  private Optional<Instant> collected = Optional.empty();
  private Optional<String> pattern = Optional.empty();
  private Optional<SortedMap<String, List<String>>> tables = Optional.empty();
  private SortedMap<String, List<String>> names = new TreeMap<>();
  private List<String> here = List.of();

  private HeaderReader() {}

  static Header read(byte[] line) throws IOException {
    return LineParser.read(line, 1, parser -> new HeaderReader().header(parser));
  }

  private Header header(LineParser line) throws IOException {
    // the format comes first, so that another format is not read as if it were this one
    if (!line.json().isExpectedStartObjectToken()
        || !"format".equals(line.json().nextFieldName())) {
      throw line.other("no file of facts begins like this");
    }
    line.json().nextToken();
    String format = line.text("format");
    if (!format.equals(Header.FORMAT)) {
      throw format.startsWith("driftline-facts/")
          ? line.newer(format)
          : line.other("its format is \"%s\", not \"%s\"".formatted(format, Header.FORMAT));
    }
    for (String name = line.json().nextFieldName();
        name != null;
        name = line.json().nextFieldName()) {
      line.json().nextToken();
      take(line, name);
      line.json().skipChildren();
    }
    line.end();
    if (version.isEmpty() || collected.isEmpty() || pattern.isEmpty() || tables.isEmpty()) {
      throw line.changed("version, collected, pattern or tables is missing");
    }
    return new Header(version.get(), collected.get(), pattern.get(), tables.get(), names, here);
  }

  private void take(LineParser line, String name) throws IOException {
    switch (name) {
      case "version" -> version = Optional.of(line.text(name));
      case "collected" -> collected = Optional.of(time(line, line.text(name)));
      case "pattern" -> pattern = Optional.of(line.text(name));
      case "tables" -> tables = Optional.of(line.lists(name));
      case "names" -> names = line.lists(name);
      case "here" -> here = line.texts(name);
      default -> {
        // a later driftline may add fields
      }
    }
  }

  private static Instant time(LineParser line, String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw line.changed("collected is \"%s\", which is no time".formatted(text));
    }
  }
}
