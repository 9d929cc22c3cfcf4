package dev.driftline.policy.compile;

/// Estimates the size of a regular expression whose counted repetitions are written out: `(a{3}){2}` is six times `a`.
///
/// RE2/J before 1.7 bounds one repetition (1000), but not nested ones. `((a{1000}){1000}){1000}` would need more memory
/// than there is.
final class RegexSize {

  private static final long MAX = 20_000;

  private RegexSize() {}

  /// Whether the length times the product of all counts is bounded. This refuses some expressions that would fit, but
  /// never accepts one that would not.
  static boolean isSmall(String expression) {
    long size = expression.length();
    int at = expression.indexOf('{');
    while (at >= 0 && size <= MAX) {
      // as if each repetition contained all others
      size *= Math.max(1, largestCount(expression, at + 1));
      at = expression.indexOf('{', at + 1);
    }
    return size <= MAX;
  }

  /// The larger number of `{2,5}`; 0 if it is no repetition.
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
