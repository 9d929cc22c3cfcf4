package dev.driftline.text;

import java.util.regex.Pattern;

/// Makes text that somebody else chose harmless. No other class does that. There is one method per destination.
///
/// | destination | method |
/// |---|---|
/// | a line on a terminal, in a log, in a CI runner's output | [#line] for its parts, then [#start] for the whole |
/// | words of a host within a sentence of ours | [#sentence] |
/// | people whose locale has no UTF-8 | then [Ascii] |
/// | a string of JSON, which the generator writes in ASCII | [#json] |
/// | a cell of CSV | [#csv] |
///
/// These code points are replaced, because terminals act on them: control and format characters, surrogates without a
/// partner, private and unassigned code points, line and paragraph separators (Unicode categories Cc, Cf, Cs, Co, Cn,
/// Zl, Zp). Letters of any script and emoji stay.
///
/// CI runners read the output of programs line by line, and find commands in it. Azure Pipelines takes `##vso[`,
/// GitHub's runner `##[` and TeamCity `##teamcity[` for a command anywhere in a line (`Command.cs`,
/// `ActionCommand.cs`). Such a command can make a job succeed, hide words of the log or set variables. GitHub's other
/// form, `::`, counts at the beginning of a line, after any blanks: see [#start].
public final class Escape {

  private static final int LONGEST_IN_A_SENTENCE = 200;

  /// What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards.
  private static final Pattern FORMULA = Pattern.compile("\\h*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]");

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,30}(?:\\.[0-9]{1,30})?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]*");

  private Escape() {}

  /// The text on one line, without anything that a terminal or a runner acts on: a code point that acts becomes a
  /// backslash and `u{…}` with its number in hexadecimal. All else stays, backslashes too. So policies, scripts and
  /// paths are shown as written, and escaping a text twice changes nothing.
  public static String line(String text) {
    // nearly all texts are printable ASCII, and are returned as they are
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
      if (point == '[' ? beginsCommand(text, at) : acts(point)) {
        result.append(number(point));
      } else {
        result.appendCodePoint(point);
      }
      at += Character.charCount(point);
    }
    return result.toString();
  }

  /// A cell of CSV on one line. It is quoted unless it is plain, so no comma, semicolon or quote of it ends the cell.
  /// Spreadsheets take a text that begins with `=`, `+`, `-` or `@` for a formula, which may start programs. Such a
  /// text gets an apostrophe in front, unless it is a number.
  public static String csv(String text) {
    String line = line(text);
    boolean formula = FORMULA.matcher(line).lookingAt() && !NUMBER.matcher(line).matches();
    String harmless = formula ? "'" + line : line;
    return PLAIN.matcher(harmless).matches()
        ? harmless
        : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /// Makes the beginning of a whole line harmless, after its parts were escaped: it is no command of GitHub's runner
  /// then.
  public static String start(String line) {
    int at = 0;
    while (at < line.length() && Character.isSpaceChar(line.charAt(at))) {
      at++;
    }
    return line.startsWith("::", at)
        ? line.substring(0, at) + number(':') + line.substring(at + 1)
        : line;
  }

  /// A host's words within a sentence: at most 200 UTF-16 units.
  public static String sentence(String text) {
    return sentence(text, LONGEST_IN_A_SENTENCE);
  }

  /// A host's words within a sentence: without blanks at the end, cut to `limit` UTF-16 units, with `⏎` for line ends,
  /// and escaped like [#line]. Programs may read the sentence in JSON and print it, so it is escaped here already. The
  /// report escapes it once more, which changes nothing.
  public static String sentence(String text, int limit) {
    return line(Excerpt.of(text.stripTrailing(), limit).replace("\r\n", "⏎").replace('\n', '⏎'));
  }

  /// The text as a string of JSON can carry it. A surrogate without a partner becomes U+FFFD, because JSON readers may
  /// refuse it (RFC 8259, section 8.2).
  public static String json(String text) {
    int at = 0;
    while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? '\uFFFD' : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /// A code point as it is shown in place of itself: a backslash and `u{1b}`.
  static String number(int point) {
    return "\\u{" + Integer.toHexString(point) + "}";
  }

  private static boolean plain(char character) {
    return character >= ' ' && character <= '~' && character != '[';
  }

  /// Whether `##` or `##LETTERS` stands before the bracket.
  private static boolean beginsCommand(String text, int bracket) {
    int at = bracket;
    while (at > 0 && Character.isLetter(text.codePointBefore(at))) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at >= 2 && text.startsWith("##", at - 2);
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
