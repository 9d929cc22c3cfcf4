package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.Severity;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes a report line by line. Each line begins with two characters of ours or with a word of ours, and no part of it
/// is a command to a CI runner: see [Escape].
public final class ReportLines {

  private static final String INDENT = "  ";

  private static final int MOST = 20;

  /// How long the names of hosts are, in characters, before something stands behind them on their line.
  private static final int SHORT = 50;

  private static final Pattern PLACE = Pattern.compile("\\{(host|address|number|text)\\}");

  private final Writer out;
  private final Style style;

  public ReportLines(Writer out, Style style) {
    this.out = out;
    this.style = style;
  }

  public int fold() {
    return style.fold();
  }

  /// How many causes of one kind are told.
  public int most() {
    return style.all() ? Integer.MAX_VALUE : MOST;
  }

  /// Whether nothing is left out.
  public boolean showsAll() {
    return style.all();
  }

  public void blank() throws IOException {
    out.write('\n');
  }

  /// A heading in the report's own words.
  public void heading(Colour colour, String words) throws IOException {
    for (String line : style.wrapped(words, INDENT.length())) {
      painted(colour, Escape.start(line));
    }
  }

  /// The heading of what has a severity. Severities differ without colours, too: `!!! CRITICAL …`, `!! MAJOR …`, `!
  /// MINOR …`, `INFO …`.
  public void severity(Severity severity, String words) throws IOException {
    String named = severity.word().toUpperCase(Locale.ROOT) + " " + words;
    switch (severity) {
      case CRITICAL -> heading(Colour.ALARM, "!!! " + named);
      case MAJOR -> heading(Colour.RED, "!! " + named);
      case MINOR -> heading(Colour.YELLOW, "! " + named);
      case INFO -> heading(Colour.NONE, named);
    }
  }

  /// A line at `depth` levels. Each of the `values` is escaped; `pattern` is ours. A line that is wider than the
  /// terminal goes on one level deeper.
  public void line(int depth, String pattern, Object... values) throws IOException {
    hanging(depth, depth + 1, pattern, values);
  }

  private void hanging(int depth, int deeper, String pattern, Object... values) throws IOException {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = values[i] instanceof Integer number ? number : Escape.line(values[i].toString());
    }
    String whole = INDENT.repeat(depth) + pattern.formatted(escaped);
    for (String line : style.wrapped(whole, deeper * INDENT.length())) {
      written(line);
    }
  }

  /// The heading of a table, which is as wide as its rows.
  void tableHeading(String line) throws IOException {
    painted(Colour.NONE, style.shown(line));
  }

  /// A row of a table, as wide as it is. Its parts are escaped already.
  void tableRow(String line) throws IOException {
    written(style.shown(line));
  }

  private void painted(Colour colour, String line) throws IOException {
    out.write(style.colour() ? colour.paint(line) : line);
    blank();
  }

  private void written(String line) throws IOException {
    out.write(Escape.start(line));
    blank();
  }

  /// A text from a policy under its label. It may have several lines.
  public void paragraph(int depth, String label, String text) throws IOException {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      hanging(i == 0 ? depth : depth + 1, depth + 1, i == 0 ? label + ": %s" : "%s", lines.get(i));
    }
  }

  /// What some hosts say. On one line the hosts come first: behind the words, which are theirs, they could add names of
  /// others.
  public void ofHosts(int depth, List<String> hosts, String words) throws IOException {
    String names = HostRanges.of(hosts);
    if (names.length() <= SHORT) {
      line(depth, "%s: %s", names, words);
    } else {
      line(depth, "%s", words);
      line(depth + 1, "on %s: %s", count(Set.copyOf(hosts).size(), "host"), names);
    }
  }

  /// Counts the things of a group that are not shown, if there are any: `… and 12 more hosts (--all)`.
  public void rest(int depth, int all, String thing) throws IOException {
    if (all > fold()) {
      line(depth, "… and %s (--all)", count(all - fold(), "more " + thing));
    }
  }

  /// The message of a cause for people: what differs from host to host is left out. `version is …, expected >= 3.0`.
  static String message(Cause cause) {
    return PLACE.matcher(cause.message()).replaceAll("…");
  }

  /// A sentence in which the host's own name, as a whole word, became `…`: that each names itself is no difference.
  static String withoutName(String sentence, String host) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(host) + "(?![\\w-])")
        .matcher(sentence)
        .replaceAll("…");
  }

  /// `1 host`, `3 hosts`.
  public static String count(int number, String thing) {
    return Count.of(number, thing);
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
  public enum Colour {
    /// Bold and white on red.
    ALARM("1;37;41"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    NONE("1");

    private final String numbers;

    Colour(String numbers) {
      this.numbers = numbers;
    }

    String paint(String words) {
      return "\033[%sm%s\033[0m".formatted(numbers, words);
    }
  }
}
