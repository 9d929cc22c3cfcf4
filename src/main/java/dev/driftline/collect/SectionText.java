package dev.driftline.collect;

/// Shell text made shorter for the wire, without a change of its meaning.
///
/// A line whose first non-blank is `#` is dropped and leading blanks are dropped, but only where a line
/// begins outside of quotes and does not continue the one before. A text with a here-document, or one
/// whose quotes are not understood (they do not end, or hold a substitution that spans lines), is left as it is.
final class SectionText {

  private final String text;
  private final StringBuilder shorter = new StringBuilder();

  /// The quote we are in: `'`, `"`, a backquote, or 0.
  private char quote;

  private boolean continued;
  private boolean notUnderstood;

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
    return notUnderstood || quote != 0 || continued ? text + "\n" : shorter.toString();
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
    // Whether that begins a comment is for the line before to say.
    notUnderstood |= continued && quote == 0 && line.startsWith("#");
    continued = false;
    int escaped = -2;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\\' && quote != '\'') {
        continued = at == line.length() - 1;
        escaped = ++at;
      } else if (quote != '\'' && line.startsWith("${", at)) {
        int end = endOfExpansion(line, at);
        notUnderstood |= end < 0;
        at = Math.max(at, end);
      } else if (quote == '"' && (c == '`' || line.startsWith("$(", at))) {
        notUnderstood |= !closes(line, at);
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '#' && escaped != at - 1 && startsWord(line, at)) {
        return;
      } else if (line.startsWith("<<", at)) {
        notUnderstood = true;
      }
    }
  }

  /// Whether the substitution that begins at `from` ends in the same line. What comes after it on other lines has
  /// quotes of its own, which are not followed.
  private static boolean closes(String line, int from) {
    if (line.charAt(from) == '`') {
      return line.chars().filter(c -> c == '`').count() % 2 == 0;
    }
    int depth = 0;
    for (int at = from + 1; at < line.length(); at++) {
      depth += line.charAt(at) == '(' ? 1 : 0;
      depth -= line.charAt(at) == ')' ? 1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  /// Where a plain `${…}` ends: one whose text has no blank and no other quotes than a pair of `"`. What else may stand
  /// there, a newline above all, is not followed: -1.
  private static int endOfExpansion(String line, int from) {
    boolean quoted = false;
    for (int at = from + 2; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '}' && !quoted) {
        return at;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (!Character.isLetterOrDigit(c) && "_@*#?!:%+=,./-$[]".indexOf(c) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean startsWord(String line, int at) {
    return at == 0 || " \t;|&()".indexOf(line.charAt(at - 1)) >= 0;
  }
}
