package dev.driftline.ssh.hostkey;

/// Patterns with `*` (any text) and `?` (any character), as OpenSSH matches host names. The time is at most the length
/// of the pattern times that of the name.
final class Wildcard {

  private Wildcard() {}

  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    // Where the last `*` is, and the first character of the name that it does not cover yet.
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && fits(pattern.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        // A mismatch: let the last `*` cover one character more, and go on behind it.
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char pattern, char character) {
    return pattern == '?' || pattern == character;
  }
}
