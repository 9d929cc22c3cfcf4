package dev.driftline.version;

import java.util.Comparator;

/// Pieces of version texts, by ASCII only: a version has no other digits.
final class Parts {

  /// Decimal numbers of any length, by value.
  static final Comparator<String> BY_VALUE =
      Comparator.comparing(Parts::withoutZeros, Parts::byLengthThenText);

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

  /// The epoch in front of the first colon; `0` if there is none.
  static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon > 0 && isNumber(version.substring(0, colon)) ? version.substring(0, colon) : "0";
  }

  static String withoutEpoch(String version) {
    int colon = version.indexOf(':');
    return colon > 0 && isNumber(version.substring(0, colon))
        ? version.substring(colon + 1)
        : version;
  }

  private static String withoutZeros(String number) {
    int from = 0;
    while (from < number.length() && number.charAt(from) == '0') {
      from++;
    }
    return number.substring(from);
  }

  private static int byLengthThenText(String left, String right) {
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }
}
