package dev.driftline.text;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/// Texts for people whose locale has no UTF-8, as in a mail of cron. Our own marks have stand-ins: `...` for `…`, `->`
/// for `→`, `\n` for `⏎`. Any other character beyond ASCII is shown by its number, as [Escape] writes it: a backslash
/// and `u{e9}`.
///
/// A text that [Escape] made harmless stays so. No stand-in holds `#`, `[`, `:` or a control character.
public final class Ascii {

  private static final Map<Integer, String> STAND_INS =
      Map.ofEntries(
          Map.entry((int) '…', "..."),
          Map.entry((int) '→', "->"),
          Map.entry((int) '←', "<-"),
          Map.entry((int) '⏎', "\\n"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '×', "x"),
          Map.entry((int) '≠', "!="),
          Map.entry((int) '≤', "<="),
          Map.entry((int) '≥', ">="),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '·', "*"),
          Map.entry((int) '•', "*"));

  private Ascii() {}

  /// The text in ASCII. A text that is ASCII stays as it is.
  public static String of(String text) {
    int same = 0;
    while (same < text.length() && text.charAt(same) < 0x80) {
      same++;
    }
    if (same == text.length()) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, same);
    text.substring(same).codePoints().forEach(point -> result.append(of(point)));
    return result.toString();
  }

  private static String of(int point) {
    if (point < 0x80) {
      return Character.toString(point);
    }
    String standIn = STAND_INS.get(point);
    return standIn == null ? Escape.number(point) : standIn;
  }

  /// A writer that passes everything on to `out` in ASCII. Not safe for use by several threads, unless `out`'s user
  /// locks, as `PrintWriter` does.
  public static Writer to(Writer out) {
    return new AsciiWriter(out);
  }

  private static final class AsciiWriter extends Writer {

    private final Writer out;

    /// The first half of a surrogate pair, if the last text ended within the pair.
    private String half = "";

    AsciiWriter(Writer out) {
      this.out = out;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      String text = half + new String(characters, offset, length);
      int whole = text.length();
      if (whole > 0 && Character.isHighSurrogate(text.charAt(whole - 1))) {
        whole--;
      }
      half = text.substring(whole);
      out.write(of(text.substring(0, whole)));
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.write(of(half));
      out.close();
    }
  }
}
