package dev.driftline.probe.kit;

import dev.driftline.model.table.Cell;
import dev.driftline.text.Excerpt;
import java.util.Locale;
import java.util.Optional;

/// Makes cells of texts from a host. Many rows may share such a text, and reports repeat it in each. So of a text that
/// is longer than any path of Linux only the beginning is kept, in a cut cell.
public final class Cells {

  /// In characters. `PATH_MAX` of include/uapi/linux/limits.h.
  private static final int LONGEST = 4096;

  /// A character of two or more bytes that was cut becomes this.
  private static final char REPLACEMENT = '\uFFFD';

  private Cells() {}

  public static Cell text(String text) {
    return text(text, LONGEST);
  }

  /// A cell without a value, if there is no text.
  public static Cell text(Optional<String> text) {
    return text.map(Cells::text).orElse(Cell.none());
  }

  /// A cell with a text that may be too long: its beginning, if it is.
  ///
  /// @param longest how many characters are kept
  public static Cell text(String text, int longest) {
    return text.length() <= longest
        ? Cell.text(text)
        : Cell.cut(
            Excerpt.beginning(text, longest),
            String.format(Locale.ROOT, "only its first %,d characters are kept", longest));
  }

  /// The cell of a text that was cut on its way, at a number of bytes. That may have been within a character.
  ///
  /// @param why for the reader: `only its first 1,024 bytes were taken`
  public static Cell cut(String beginning, String why) {
    int end = beginning.length();
    while (end > 0 && beginning.charAt(end - 1) == REPLACEMENT) {
      end--;
    }
    return Cell.cut(beginning.substring(0, end), why);
  }
}
