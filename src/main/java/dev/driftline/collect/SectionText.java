package dev.driftline.collect;

/// Shell text made shorter for the wire, without a change of its meaning.
///
/// A line whose first non-blank is `#` is dropped and leading blanks are dropped, but only where a line
/// begins outside of quotes and does not continue the one before. A text with a here-document, or one
/// whose quotes are not understood (they do not end), is left as it is.
final class SectionText {

  private final String text;
  private final StringBuilder shorter = new StringBuilder();

  /// The quote we are in: `'`, `"`, a backquote, or 0.
  private char quote;

  private boolean continued;
  private boolean hereDocument;

  private SectionText(String text) {
    this.text = text;
  }

  /// The same program in fewer bytes; `:` for one that does nothing. Always ends with a newline.
  static String strip(String text) {
    String stripped = new SectionText(text).strip();
    return stripped.isBlank() ? ":\n" : stripped;
  }

  private String strip() {
    for (String line : text.split("\n", -1)) {
      take(line);
    }
    return hereDocument || quote != 0 || continued ? text + "\n" : shorter.toString();
  }

  private void take(String line) {
    String kept = quote != 0 || continued ? line : line.replaceFirst("^[ \t]+", "");
    boolean comment = quote == 0 && !continued && kept.startsWith("#");
    if (comment || (kept.isEmpty() && quote == 0 && !continued)) {
      return;
    }
    shorter.append(kept).append('\n');
    follow(kept);
  }

  /// Follows the quotes of one line.
  private void follow(String line) {
    continued = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\' && quote != '\'') {
        continued = at == line.length() - 1;
        at++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '#' && startsWord(line, at)) {
        return;
      } else if (line.startsWith("<<", at)) {
        hereDocument = true;
      }
    }
  }

  private static boolean startsWord(String line, int at) {
    return at == 0 || " \t;|&()".indexOf(line.charAt(at - 1)) >= 0;
  }
}
