package dev.driftline.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/// How many columns of a terminal a text takes. Letters of Chinese, Japanese and Korean and emoji take two, marks that
/// combine with the letter before them take none. Terminals do not agree about every character. For these the sum may
/// be wrong by a column.
public final class TextWidth {

  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  private TextWidth() {}

  /// The columns of the whole text, which has no control characters.
  public static int of(String text) {
    int columns = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      columns += of(point);
      at += Character.charCount(point);
    }
    return columns;
  }

  /// The text, or its beginning and `…`, in `columns` columns at most. Three columns are kept for the mark, because it
  /// may become `...` later.
  public static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int end = 0;
    int used = 0;
    while (used + of(text.codePointAt(end)) <= columns - 3) {
      used += of(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + "…";
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> wide(point) ? 2 : 1;
    };
  }

  /// Full-width forms are U+FF01 to U+FF60.
  private static boolean wide(int point) {
    return WIDE.contains(UnicodeScript.of(point))
        || Character.isEmojiPresentation(point)
        || (point >= 0xFF01 && point <= 0xFF60);
  }
}
