package dev.driftline.source;

/// Which texts can be written to a file as they are.
public final class Characters {

  private Characters() {}

  /// Whether a surrogate stands without its other half. No UTF-8 holds one, so it comes from an escape (`"\\ud83d"`) or
  /// from cutting a text, and would be sent to a host or written to a report as `?`.
  public static boolean hasHalf(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
