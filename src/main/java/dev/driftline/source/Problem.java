package dev.driftline.source;

import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;

/// Something wrong in a file somebody wrote.
///
/// @param level   whether it stops the run
/// @param excerpt the line it is on, without its line end; empty if the file itself is the problem. Lines that may
///     hold a secret are not quoted
/// @param message what is wrong, naming the key or value; no final period. Passwords of the form `user:secret@host` are
///     left out
/// @param hint    what to write instead
public record Problem(Level level, SourceLocation at, String excerpt, String message, String hint) {

  private static final int EXCERPT_LENGTH = 120;
  private static final int MESSAGE_LENGTH = 1000;

  public Problem {
    message = SecretNames.withoutPasswords(message);
  }

  /// Whether the run can go on.
  public enum Level {
    ERROR,
    WARNING
  }

  public static Problem error(SourceLocation at, String excerpt, String message, String hint) {
    return new Problem(Level.ERROR, at, excerpt, message, hint);
  }

  public static Problem warning(SourceLocation at, String excerpt, String message, String hint) {
    return new Problem(Level.WARNING, at, excerpt, message, hint);
  }

  /// Where and what, the line itself with a caret under the column, what to do.
  ///
  /// Text that could move the cursor or hide itself is shown escaped. Tabs are shown as single spaces,
  /// so that the caret stays exact.
  public String render() {
    StringBuilder out = new StringBuilder();
    out.append(
        Escape.start(
            "%s: %s: %s\n"
                .formatted(
                    Escape.line(at.toString()),
                    level == Level.ERROR ? "error" : "warning",
                    Escape.line(Excerpt.of(message, MESSAGE_LENGTH)))));
    if (!excerpt.isEmpty() && at.column() <= EXCERPT_LENGTH) {
      String number = String.valueOf(at.line());
      String line = excerpt.replace('\t', ' ');
      out.append("  %s | %s\n".formatted(number, Escape.line(Excerpt.of(line, EXCERPT_LENGTH))));
      out.append("  %s | %s^\n".formatted(" ".repeat(number.length()), caretIndent(line)));
    }
    if (!hint.isEmpty()) {
      out.append("  hint: %s\n".formatted(Escape.line(hint)));
    }
    return out.toString();
  }

  private String caretIndent(String line) {
    int before = Math.min(at.column() - 1, line.codePointCount(0, line.length()));
    return " ".repeat(Escape.line(line.substring(0, line.offsetByCodePoints(0, before))).length());
  }
}
