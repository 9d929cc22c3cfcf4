package dev.driftline.version;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of Alpine's versions, `1.2.3b_rc1-r4` (apk-tools 2.14, src/version.c).
final class ApkOrder {

  private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)([0-9]*)");

  /// Those before the release itself, the release (an empty text), those after it.
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  private ApkOrder() {}

  static int compare(String left, String right) {
    int endLeft = endOfNumbers(left);
    int endRight = endOfNumbers(right);
    int byNumbers = numbers(left.substring(0, endLeft), right.substring(0, endRight));
    if (byNumbers != 0) {
      return byNumbers;
    }
    int byLetter = Integer.compare(letter(left, endLeft), letter(right, endRight));
    if (byLetter != 0) {
      return byLetter;
    }
    int bySuffixes = suffixes(left, right);
    return bySuffixes != 0 ? bySuffixes : Parts.BY_VALUE.compare(revision(left), revision(right));
  }

  private static int endOfNumbers(String text) {
    int end = 0;
    while (end < text.length() && (Parts.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private static int letter(String text, int at) {
    return at < text.length() && Parts.isLetter(text.charAt(at)) ? text.charAt(at) : 0;
  }

  /// A part after the first that begins with 0 is a fraction: `1.01` is before `1.1`.
  private static int numbers(String left, String right) {
    List<String> a = List.of(left.split("\\.", -1));
    List<String> b = List.of(right.split("\\.", -1));
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean fraction = i > 0 && (a.get(i).startsWith("0") || b.get(i).startsWith("0"));
      int byPart =
          fraction
              ? Integer.signum(a.get(i).compareTo(b.get(i)))
              : Parts.BY_VALUE.compare(a.get(i), b.get(i));
      if (byPart != 0) {
        return byPart;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int suffixes(String left, String right) {
    Matcher a = SUFFIX.matcher(left);
    Matcher b = SUFFIX.matcher(right);
    while (true) {
      boolean moreLeft = a.find();
      boolean moreRight = b.find();
      if (!moreLeft && !moreRight) {
        return 0;
      }
      int byWord =
          Integer.compare(rank(moreLeft ? a.group(1) : ""), rank(moreRight ? b.group(1) : ""));
      if (byWord != 0) {
        return byWord;
      }
      int byNumber = Parts.BY_VALUE.compare(a.group(2), b.group(2));
      if (byNumber != 0) {
        return byNumber;
      }
    }
  }

  private static int rank(String word) {
    int rank = SUFFIXES.indexOf(word);
    return rank < 0 ? SUFFIXES.size() : rank;
  }

  private static String revision(String text) {
    int at = text.lastIndexOf("-r");
    return at >= 0 && Parts.isNumber(text.substring(at + 2)) ? text.substring(at + 2) : "0";
  }
}
