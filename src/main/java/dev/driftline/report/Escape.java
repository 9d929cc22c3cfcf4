package dev.driftline.report;

/// Makes text that a host may have chosen harmless on a terminal, in a log and in a CI runner's output.
///
/// Control and format characters, surrogates without a partner, private and unassigned code points, line and
/// paragraph separators and the backslash become the code point in hexadecimal behind a backslash (Unicode categories Cc,
/// Cf, Cs, Co, Cn, Zl, Zp). Letters of any script and emoji stay. The result is one line, and nothing is lost: what
/// was escaped can be told from what was there.
public final class Escape {

  private Escape() {}

  /// The text on one line, with nothing in it that a terminal acts on.
  public static String line(String text) {
    int harmless = 0;
    while (harmless < text.length() && plain(text.charAt(harmless))) {
      harmless++;
    }
    return harmless == text.length() ? text : escaped(text, harmless);
  }

  private static String escaped(String text, int from) {
    StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, from);
    text.substring(from).codePoints().forEach(point -> append(result, point));
    return result.toString();
  }

  private static void append(StringBuilder result, int point) {
    if (acts(point)) {
      result.append("\\u{").append(Integer.toHexString(point)).append('}');
    } else {
      result.appendCodePoint(point);
    }
  }

  private static boolean plain(char character) {
    return character >= ' ' && character <= '~' && character != '\\';
  }

  private static boolean acts(int point) {
    return point == '\\'
        || switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }
}
