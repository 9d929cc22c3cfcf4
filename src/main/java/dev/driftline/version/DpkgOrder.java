package dev.driftline.version;

/// The order of Debian versions: epoch, then upstream version, then revision (deb-version(7); lib/dpkg/version.c, dpkg
/// 1.21). `1:10.11.19-0+deb12u1` has the epoch 1 and the revision `0+deb12u1`.
///
/// It works on indices and makes no copies: versions of thousands of packages on thousands of hosts are compared.
final class DpkgOrder {

  private DpkgOrder() {}

  static int compare(String left, String right) {
    int fromLeft = Parts.afterEpoch(left);
    int fromRight = Parts.afterEpoch(right);
    // the epoch ends before its colon; a missing one is 0
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

  /// Where the upstream version ends: at the last dash, after which the revision begins. A version without a revision
  /// ends at its end.
  private static int lastDash(String version, int from) {
    int dash = version.lastIndexOf('-');
    return dash < from ? version.length() : dash;
  }

  /// Compares two upstream versions or revisions. Text by weight and numbers by value take turns: `1.10` is `1`, then
  /// `.`, then `10`.
  static int part(String left, int i, int endLeft, String right, int j, int endRight) {
    int atLeft = i;
    int atRight = j;
    while (atLeft < endLeft || atRight < endRight) {
      // text: character by character. Where one text has ended already, its weight is 0
      while (isText(left, atLeft, endLeft) || isText(right, atRight, endRight)) {
        int byWeight =
            Integer.compare(weight(left, atLeft, endLeft), weight(right, atRight, endRight));
        if (byWeight != 0) {
          return byWeight;
        }
        atLeft++;
        atRight++;
      }
      // a number, which may be empty on either side
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

  /// The order of single characters: `~`, then the end of the text or a digit, then letters, then all others. So
  /// `1.0~rc1` comes before `1.0`.
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
