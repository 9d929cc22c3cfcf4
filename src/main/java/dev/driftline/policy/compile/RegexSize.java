package dev.driftline.policy.compile;

/// How large a regular expression becomes when its counted repetitions are written out.
///
/// RE2/J before 1.7 bounds one repetition (1000) but not nested ones: `((a{1000}){1000}){1000}` would
/// need more memory than there is.
final class RegexSize {

  private static final long MAX = 20_000;

  private RegexSize() {}

  /// Whether the product of all counts, times the length, is bounded. Too strict for some that would fit;
  /// never too lax.
  static boolean isSmall(String expression) {
    long size = expression.length();
    int at = expression.indexOf('{');
    while (at >= 0 && size <= MAX) {
      size *= Math.max(1, largestCount(expression, at + 1));
      at = expression.indexOf('{', at + 1);
    }
    return size <= MAX;
  }

  private static long largestCount(String expression, int start) {
    long largest = 0;
    long count = 0;
    for (int i = start; i < expression.length() && count <= MAX; i++) {
      char c = expression.charAt(i);
      if (c == '}' || (c != ',' && (c < '0' || c > '9'))) {
        break;
      }
      count = c == ',' ? 0 : count * 10 + (c - '0');
      largest = Math.max(largest, count);
    }
    return largest;
  }
}
