package dev.driftline.text;

/// Makes text that somebody else chose harmless on a terminal, in a log and in a CI runner's output.
///
/// Control and format characters, surrogates without a partner, private and unassigned code points, line and
/// paragraph separators (Unicode categories Cc, Cf, Cs, Co, Cn, Zl, Zp), and a bracket that would begin a runner's
/// command, become the code point in hexadecimal behind a backslash. Letters of any script and emoji stay.
///
/// Runners read what a program prints line by line. Azure Pipelines takes `##vso[`, GitHub's runner `##[` and TeamCity
/// `##teamcity[` for a command wherever it stands in a line (`Command.cs`, `ActionCommand.cs`); such a command can make
/// a job succeed, hide words of the log or set variables. `::`, GitHub's other form, counts at the beginning of a line,
/// behind any blanks: see [#start].
public final class Escape {

  private Escape() {}

  /// The text on one line, with nothing in it that a terminal or a runner acts on. The backslash is escaped too: nothing
  /// is lost, and what was escaped can be told from what was there.
  public static String line(String text) {
    return escaped(text, true);
  }

  /// The same, but a backslash stays what it is, for lines that people compare with their files.
  public static String quoted(String text) {
    return escaped(text, false);
  }

  /// A whole line that was escaped and is about to be written: its beginning is no command of GitHub's runner.
  public static String start(String line) {
    int at = 0;
    while (at < line.length() && Character.isSpaceChar(line.charAt(at))) {
      at++;
    }
    return line.startsWith("::", at)
        ? line.substring(0, at) + shown(':') + line.substring(at + 1)
        : line;
  }

  private static String escaped(String text, boolean backslash) {
    int harmless = 0;
    while (harmless < text.length() && plain(text.charAt(harmless))) {
      harmless++;
    }
    if (harmless == text.length()) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, harmless);
    for (int at = harmless; at < text.length(); ) {
      int point = text.codePointAt(at);
      boolean acts =
          switch (point) {
            case '\\' -> backslash;
            case '[' -> beginsCommand(text, at);
            default -> acts(point);
          };
      if (acts) {
        result.append(shown(point));
      } else {
        result.appendCodePoint(point);
      }
      at += Character.charCount(point);
    }
    return result.toString();
  }

  private static String shown(int point) {
    return "\\u{" + Integer.toHexString(point) + "}";
  }

  private static boolean plain(char character) {
    return character >= ' ' && character <= '~' && character != '\\' && character != '[';
  }

  /// Whether two number signs, and perhaps letters, stand before the bracket. Each letter is looked at once for the
  /// bracket behind it.
  private static boolean beginsCommand(String text, int bracket) {
    int at = bracket - 1;
    while (at >= 0 && Character.isLetter(text.charAt(at))) {
      at--;
    }
    return at >= 1 && text.charAt(at) == '#' && text.charAt(at - 1) == '#';
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
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
