package dev.driftline.source;

/// A word that a host said, within a sentence of ours: cut to a readable length, on one line, without control
/// characters. Reports escape it once more for where it goes.
public final class Shown {

  private static final int MAX_SHOWN = 200;

  private Shown() {}

  public static String of(String text) {
    String ends = text.stripTrailing();
    String cut = ends.length() <= MAX_SHOWN ? ends : ends.substring(0, MAX_SHOWN) + "…";
    StringBuilder clean = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> clean.appendCodePoint(visible(c)));
    return clean.toString();
  }

  private static int visible(int codePoint) {
    if (codePoint == '\n') {
      return '⏎';
    }
    return Character.isISOControl(codePoint) ? '\uFFFD' : codePoint;
  }
}
