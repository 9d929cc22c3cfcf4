package dev.driftline.version;

/// The order of Debian versions: epoch, then upstream version, then revision (lib/dpkg/version.c, dpkg 1.21).
final class DpkgOrder {

  private DpkgOrder() {}

  static int compare(String left, String right) {
    int fromLeft = Parts.afterEpoch(left);
    int fromRight = Parts.afterEpoch(right);
    int byEpoch =
        Parts.compareNumbers(
            left, 0, Math.max(0, fromLeft - 1), right, 0, Math.max(0, fromRight - 1));
    if (byEpoch != 0) {
      return byEpoch;
    }
    int dashLeft = lastDash(left, fromLeft);
    int dashRight = lastDash(right, fromRight);
    int byUpstream = part(left, fromLeft, dashLeft, right, fromRight, dashRight);
    return byUpstream != 0
        ? byUpstream
        : part(
            left,
            Math.min(dashLeft + 1, left.length()),
            left.length(),
            right,
            Math.min(dashRight + 1, right.length()),
            right.length());
  }

  /// Where the upstream version ends: at its last dash, which the revision follows.
  private static int lastDash(String version, int from) {
    int dash = version.lastIndexOf('-');
    return dash < from ? version.length() : dash;
  }

  /// Alternates between what is not a digit, by weight, and numbers, by value. Takes no copies: versions of thousands
  /// of packages on thousands of hosts are compared.
  private static int part(String left, int i, int endLeft, String right, int j, int endRight) {
    int atLeft = i;
    int atRight = j;
    while (atLeft < endLeft || atRight < endRight) {
      while (isText(left, atLeft, endLeft) || isText(right, atRight, endRight)) {
        int byWeight =
            Integer.compare(weight(left, atLeft, endLeft), weight(right, atRight, endRight));
        if (byWeight != 0) {
          return byWeight;
        }
        atLeft++;
        atRight++;
      }
      int digitsLeft = Math.min(endLeft, Parts.endOfDigits(left, atLeft));
      int digitsRight = Math.min(endRight, Parts.endOfDigits(right, atRight));
      int byValue = Parts.compareNumbers(left, atLeft, digitsLeft, right, atRight, digitsRight);
      if (byValue != 0) {
        return byValue;
      }
      atLeft = digitsLeft;
      atRight = digitsRight;
    }
    return 0;
  }

  private static boolean isText(String text, int at, int end) {
    return at < end && !Parts.isDigit(text.charAt(at));
  }

  /// `~` is before the end, letters are before everything else.
  private static int weight(String text, int at, int end) {
    if (at >= end || Parts.isDigit(text.charAt(at))) {
      return 0;
    }
    char character = text.charAt(at);
    if (character == '~') {
      return -1;
    }
    return Parts.isLetter(character) ? character : character + 256;
  }
}
