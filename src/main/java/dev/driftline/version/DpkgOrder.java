package dev.driftline.version;

/// The order of Debian versions: epoch, then upstream version, then revision (lib/dpkg/version.c, dpkg 1.21).
final class DpkgOrder {

  private DpkgOrder() {}

  static int compare(String left, String right) {
    int byEpoch = Parts.BY_VALUE.compare(Parts.epoch(left), Parts.epoch(right));
    if (byEpoch != 0) {
      return byEpoch;
    }
    String a = Parts.withoutEpoch(left);
    String b = Parts.withoutEpoch(right);
    int byUpstream = part(upstream(a), upstream(b));
    return byUpstream != 0 ? byUpstream : part(revision(a), revision(b));
  }

  private static String upstream(String version) {
    int dash = version.lastIndexOf('-');
    return dash < 0 ? version : version.substring(0, dash);
  }

  private static String revision(String version) {
    int dash = version.lastIndexOf('-');
    return dash < 0 ? "" : version.substring(dash + 1);
  }

  /// Alternates between what is not a digit, by weight, and numbers, by value.
  private static int part(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() || j < right.length()) {
      while (isText(left, i) || isText(right, j)) {
        int byWeight = Integer.compare(weight(left, i), weight(right, j));
        if (byWeight != 0) {
          return byWeight;
        }
        i++;
        j++;
      }
      int endLeft = Parts.endOfDigits(left, i);
      int endRight = Parts.endOfDigits(right, j);
      int byValue =
          Parts.BY_VALUE.compare(left.substring(i, endLeft), right.substring(j, endRight));
      if (byValue != 0) {
        return byValue;
      }
      i = endLeft;
      j = endRight;
    }
    return 0;
  }

  private static boolean isText(String text, int at) {
    return at < text.length() && !Parts.isDigit(text.charAt(at));
  }

  /// `~` is before the end, letters are before everything else.
  private static int weight(String text, int at) {
    if (at >= text.length() || Parts.isDigit(text.charAt(at))) {
      return 0;
    }
    char character = text.charAt(at);
    if (character == '~') {
      return -1;
    }
    return Parts.isLetter(character) ? character : character + 256;
  }
}
