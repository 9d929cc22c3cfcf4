package dev.driftline.version;

/// The order of rpm versions: epoch, version, release (rpmVersionCompare and rpmio/rpmvercmp.c, rpm 4.18).
/// `1:3.0.7-27.el9` has the epoch 1 and the release `27.el9`.
final class RpmOrder {

  private RpmOrder() {}

  static int compare(String left, String right) {
    int byEpoch = Parts.BY_VALUE.compare(Parts.epoch(left), Parts.epoch(right));
    if (byEpoch != 0) {
      return byEpoch;
    }
    String a = Parts.withoutEpoch(left);
    String b = Parts.withoutEpoch(right);
    // a release is compared only if both have one
    int dashA = a.lastIndexOf('-');
    int dashB = b.lastIndexOf('-');
    int byVersion =
        part(dashA < 0 ? a : a.substring(0, dashA), dashB < 0 ? b : b.substring(0, dashB));
    if (byVersion != 0 || dashA < 0 || dashB < 0) {
      return byVersion;
    }
    return part(a.substring(dashA + 1), b.substring(dashB + 1));
  }

  /// Compares two texts without epoch and release, like `rpm.vercmp`. Runs of digits and runs of letters take turns;
  /// other characters only separate them.
  static int part(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() || j < right.length()) {
      i = skipSeparators(left, i);
      j = skipSeparators(right, j);
      // a tilde or a caret decides, unless both have it
      int byMark = mark(left, i, right, j);
      if (byMark != SAME_MARK && byMark != NO_MARK) {
        return byMark;
      }
      if (byMark == SAME_MARK) {
        i++;
        j++;
        continue;
      }
      // at the end of one of them, the longer one is larger
      if (i >= left.length() || j >= right.length()) {
        break;
      }
      // the left text says whether numbers or letters are compared
      boolean number = Parts.isDigit(left.charAt(i));
      int endLeft = number ? Parts.endOfDigits(left, i) : Parts.endOfLetters(left, i);
      int endRight = number ? Parts.endOfDigits(right, j) : Parts.endOfLetters(right, j);
      // the right one has the other kind; a number is larger than letters
      if (endRight == j) {
        return number ? 1 : -1;
      }
      int bySegment = segment(left.substring(i, endLeft), right.substring(j, endRight), number);
      if (bySegment != 0) {
        return bySegment;
      }
      i = endLeft;
      j = endRight;
    }
    return Boolean.compare(i < left.length(), j < right.length());
  }

  /// Results of [#mark] beside -1 and 1, which decide.
  private static final int NO_MARK = 2;

  private static final int SAME_MARK = 3;

  /// `~` comes before everything, even the end: `1.0~rc1` before `1.0`. `^` comes after the end, but before everything
  /// else: `1.0` before `1.0^git1` before `1.0.1`.
  private static int mark(String left, int i, String right, int j) {
    boolean tildeLeft = isAt(left, i, '~');
    boolean tildeRight = isAt(right, j, '~');
    if (tildeLeft || tildeRight) {
      return tildeLeft && tildeRight ? SAME_MARK : tildeLeft ? -1 : 1;
    }
    boolean caretLeft = isAt(left, i, '^');
    boolean caretRight = isAt(right, j, '^');
    if (!caretLeft && !caretRight) {
      return NO_MARK;
    }
    if (i >= left.length()) {
      return -1;
    }
    if (j >= right.length()) {
      return 1;
    }
    return caretLeft && caretRight ? SAME_MARK : caretLeft ? -1 : 1;
  }

  private static int segment(String left, String right, boolean number) {
    return number ? Parts.BY_VALUE.compare(left, right) : Integer.signum(left.compareTo(right));
  }

  private static boolean isAt(String text, int at, char character) {
    return at < text.length() && text.charAt(at) == character;
  }

  private static int skipSeparators(String text, int from) {
    int at = from;
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(char character) {
    return !Parts.isDigit(character)
        && !Parts.isLetter(character)
        && character != '~'
        && character != '^';
  }
}
