package dev.driftline.report;

import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Writes a report line by line. Each line begins with two characters of ours or with a word of ours, and no part of it
/// is a command to a CI runner: see [Escape].
final class ReportLines {

  private static final String INDENT = "  ";

  private final Writer out;
  private final Style style;

  ReportLines(Writer out, Style style) {
    this.out = out;
    this.style = style;
  }

  int fold() {
    return style.fold();
  }

  /// Whether nothing is left out.
  boolean showsAll() {
    return style.all();
  }

  void blank() throws IOException {
    out.write('\n');
  }

  /// A heading in the report's own words.
  void heading(Colour colour, String words) throws IOException {
    out.write(style.colour() ? colour.paint(words) : words);
    blank();
  }

  /// A line at `depth` levels. Each of the `values` is escaped; `pattern` is ours.
  void line(int depth, String pattern, Object... values) throws IOException {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = values[i] instanceof Integer number ? number : Escape.line(values[i].toString());
    }
    whole(INDENT.repeat(depth) + pattern.formatted(escaped));
  }

  /// A line whose parts are escaped already.
  void whole(String line) throws IOException {
    out.write(Escape.start(line));
    blank();
  }

  /// A text from a policy under its label. It may have several lines.
  void paragraph(int depth, String label, String text) throws IOException {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      line(depth, i == 0 ? label + ": %s" : INDENT + "%s", lines.get(i));
    }
  }

  /// Counts the things of a group that are not shown, if there are any: `… and 12 more hosts (--all)`.
  void rest(int depth, int all, String thing) throws IOException {
    if (all > fold()) {
      line(depth, "… and %s (--all)", count(all - fold(), "more " + thing));
    }
  }

  /// `1 host`, `3 hosts`.
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /// The last `limit` characters of a text, and how many were left out; with `--all` the whole text. Does not escape:
  /// [#line] does that.
  String end(String text, int limit) {
    if (text.length() <= limit || fold() == Integer.MAX_VALUE) {
      return text;
    }
    String end = Excerpt.end(text, limit);
    return "(%d more characters, --all) …%s".formatted(text.length() - end.length(), end);
  }

  /// The colours of headings, as ECMA-48 numbers them.
  enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    NONE(1);

    private final int number;

    Colour(int number) {
      this.number = number;
    }

    String paint(String words) {
      return "\033[%dm%s\033[0m".formatted(number, words);
    }
  }
}
