package dev.driftline.version;

import java.util.Comparator;

/// Parts of version texts. Only ASCII digits and letters count: versions have no others.
final class Parts {

  /// Compares decimal numbers of any length by value.
  static final Comparator<String> BY_VALUE =
      (left, right) -> compareNumbers(left, 0, left.length(), right, 0, right.length());

  private Parts() {}

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Parts::isDigit);
  }

  /// Where the run of digits that begins at `from` ends.
  static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// Where the run of letters that begins at `from` ends.
  static int endOfLetters(String text, int from) {
    int end = from;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// Where the version begins behind its epoch and colon; 0 if it has none.
  static int afterEpoch(String version) {
    int end = endOfDigits(version, 0);
    return end > 0 && end < version.length() && version.charAt(end) == ':' ? end + 1 : 0;
  }

  /// The epoch in front of the first colon; `0` if there is none.
  static String epoch(String version) {
    int after = afterEpoch(version);
    return after == 0 ? "0" : version.substring(0, after - 1);
  }

  static String withoutEpoch(String version) {
    return version.substring(afterEpoch(version));
  }

  /// Compares two runs of digits by value, whatever their length. An empty run is 0.
  static int compareNumbers(
      String left, int fromLeft, int endLeft, String right, int fromRight, int endRight) {
    // without leading zeros, the longer number is the larger one
    int i = afterZeros(left, fromLeft, endLeft);
    int j = afterZeros(right, fromRight, endRight);
    int byLength = Integer.compare(endLeft - i, endRight - j);
    while (byLength == 0 && i < endLeft) {
      int byDigit = Character.compare(left.charAt(i++), right.charAt(j++));
      if (byDigit != 0) {
        return byDigit;
      }
    }
    return byLength;
  }

  private static int afterZeros(String number, int from, int end) {
    int at = from;
    while (at < end && number.charAt(at) == '0') {
      at++;
    }
    return at;
  }
}
