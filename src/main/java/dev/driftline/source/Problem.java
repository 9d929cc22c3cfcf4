package dev.driftline.source;

import dev.driftline.text.Ascii;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import dev.driftline.text.TextWidth;
import java.util.Locale;

/// A mistake in a file that somebody wrote.
///
/// @param level   whether it stops the run
/// @param excerpt the line with the mistake, without its line end; empty if the file itself is the problem. A line that
///     may contain a secret is masked
/// @param message names the key or value, without a period. Passwords as in `user:secret@host` are left out
/// @param hint    what to write instead
public record Problem(Level level, SourceLocation at, String excerpt, String message, String hint) {

  private static final int EXCERPT_LENGTH = 120;
  private static final int MESSAGE_LENGTH = 1000;

  public Problem {
    message = SecretNames.withoutPasswords(message);
  }

  /// Whether the run can go on. A note is shown by the commands that look at files, and not by each run.
  public enum Level {
    ERROR,
    WARNING,
    NOTE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Problem error(SourceLocation at, String excerpt, String message, String hint) {
    return new Problem(Level.ERROR, at, excerpt, message, hint);
  }

  /// A note about a file as a whole.
  public static Problem note(SourceLocation at, String message, String hint) {
    return new Problem(Level.NOTE, at, "", message, hint);
  }

  public static Problem warning(SourceLocation at, String excerpt, String message, String hint) {
    return new Problem(Level.WARNING, at, excerpt, message, hint);
  }

  /// The place and the message on one line, bounded: `hosts.yml:3:20: key file /k does not exist`.
  public String sentence() {
    return "%s: %s".formatted(at, Excerpt.of(message, MESSAGE_LENGTH));
  }

  /// The place and the message, the line with a caret under the column, and the hint.
  ///
  /// Characters that could move the cursor or hide text are escaped. A tab is shown as one blank, so that the caret is
  /// right.
  public String render() {
    return render(false);
  }

  /// The same for a writer that makes ASCII of it: the caret is below the same character then.
  public String render(boolean ascii) {
    StringBuilder out = new StringBuilder();
    out.append(
        Escape.start(
            "%s: %s: %s\n"
                .formatted(
                    Escape.line(at.toString()),
                    level.word(),
                    Escape.line(Excerpt.of(message, MESSAGE_LENGTH)))));
    // a caret beyond the excerpt would point at nothing
    if (!excerpt.isEmpty() && at.column() <= EXCERPT_LENGTH) {
      String number = String.valueOf(at.line());
      String line = excerpt.replace('\t', ' ');
      out.append("  %s | %s\n".formatted(number, Escape.line(Excerpt.of(line, EXCERPT_LENGTH))));
      out.append("  %s | %s^\n".formatted(" ".repeat(number.length()), caretIndent(line, ascii)));
    }
    if (!hint.isEmpty()) {
      out.append("  hint: %s\n".formatted(Escape.line(hint)));
    }
    return out.toString();
  }

  private String caretIndent(String line, boolean ascii) {
    // columns count code points, and escaping makes some of them longer
    int before = Math.min(at.column() - 1, line.codePointCount(0, line.length()));
    String shown = Escape.line(line.substring(0, line.offsetByCodePoints(0, before)));
    return " ".repeat(TextWidth.of(ascii ? Ascii.of(shown) : shown));
  }
}
