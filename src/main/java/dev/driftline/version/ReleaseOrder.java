package dev.driftline.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of the releases of kernels (`uname -r`) and of operating systems (VERSION_ID of os-release(5)).
///
/// A release has up to three parts, and the first one that differs decides. Those of `6.11.0-rc3-next` are:
///
/// 1. the release itself, `6.11.0`. Numbers are compared by value, and a missing one is 0: `6.11` is `6.11.0`. A `v` in
///    front does not count.
/// 2. the sign of what comes before a release, `-rc3`. It also stands in `6.11.0-0.rc3.36.fc42` of Fedora, in
///    `6.11.0-061100rc3-generic` of Ubuntu and in `3.21.0_alpha20240807` of Alpine. `6.11.0-rc3` comes before `6.11.0`.
/// 3. what the distribution adds, such as `-18-amd64` or `-427.13.1.el9_4.x86_64`. Distributions count up numbers, and
///    put words behind them, so it has rpm's order, in which a number is later than a word. A flavour makes a release
///    later than the one without: `6.1.0-18-amd64` is after `6.1.0-18`, and before `6.1.0-20`.
///
/// dpkg's order would be wrong here. It splits at the last dash, so it compares `-18-amd64` with `-20` as `6.1.0-18`
/// with `6.1.0`. And it has words after numbers, so `-427.el9` would come after `-427.13.1.el9_4`, its update.
final class ReleaseOrder {

  /// What stands behind the release itself, if it comes before that release.
  private static final Pattern CANDIDATE =
      Pattern.compile("(?:[-._~]|-0\\.|-[0-9]+)?(?<word>alpha|beta|pre|rc)\\.?(?<number>[0-9]+)");

  private ReleaseOrder() {}

  static int compare(String left, String right) {
    int fromLeft = afterV(left);
    int fromRight = afterV(right);
    int endLeft = endOfNumbers(left, fromLeft);
    int endRight = endOfNumbers(right, fromRight);
    int byNumbers = numbers(left, fromLeft, endLeft, right, fromRight, endRight);
    if (byNumbers != 0) {
      return byNumbers;
    }
    Matcher candidateLeft = CANDIDATE.matcher(left).region(endLeft, left.length());
    Matcher candidateRight = CANDIDATE.matcher(right).region(endRight, right.length());
    boolean beforeLeft = candidateLeft.lookingAt();
    boolean beforeRight = candidateRight.lookingAt();
    if (beforeLeft != beforeRight) {
      return beforeLeft ? -1 : 1;
    }
    if (!beforeLeft) {
      return added(left.substring(endLeft), right.substring(endRight));
    }
    // the words have the order of the alphabet: alpha, beta, pre, rc
    int byWord = candidateLeft.group("word").compareTo(candidateRight.group("word"));
    int byCandidate =
        byWord != 0
            ? byWord
            : Parts.BY_VALUE.compare(candidateLeft.group("number"), candidateRight.group("number"));
    return byCandidate != 0
        ? byCandidate
        : added(left.substring(candidateLeft.end()), right.substring(candidateRight.end()));
  }

  private static int afterV(String release) {
    return release.length() > 1 && release.charAt(0) == 'v' && Parts.isDigit(release.charAt(1))
        ? 1
        : 0;
  }

  /// Where the numbers that a release begins with end, `6.1.0` of `6.1.0-18-amd64`.
  private static int endOfNumbers(String release, int from) {
    int end = Parts.endOfDigits(release, from);
    while (end > from && end < release.length() && release.charAt(end) == '.') {
      int next = Parts.endOfDigits(release, end + 1);
      if (next == end + 1) {
        return end;
      }
      end = next;
    }
    return end;
  }

  private static int numbers(
      String left, int fromLeft, int endLeft, String right, int fromRight, int endRight) {
    int atLeft = fromLeft;
    int atRight = fromRight;
    while (atLeft < endLeft || atRight < endRight) {
      // behind the last number of one of them there are no digits, which is 0
      int nextLeft = Parts.endOfDigits(left, atLeft);
      int nextRight = Parts.endOfDigits(right, atRight);
      int byValue = Parts.compareNumbers(left, atLeft, nextLeft, right, atRight, nextRight);
      if (byValue != 0) {
        return byValue;
      }
      // over the point
      atLeft = Math.min(endLeft, nextLeft + 1);
      atRight = Math.min(endRight, nextRight + 1);
    }
    return 0;
  }

  /// rpm takes all separators for the same, and none at the end. Here they make a difference if nothing else does:
  /// `6.1.0+` is after `6.1.0`.
  private static int added(String left, String right) {
    int byNumbersAndWords = RpmOrder.part(left, right);
    return byNumbersAndWords != 0
        ? byNumbersAndWords
        : DpkgOrder.part(left, 0, left.length(), right, 0, right.length());
  }
}
