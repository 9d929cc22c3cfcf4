package dev.driftline.source;

/// Tells whether texts can be written to a file as they are.
public final class Characters {

  private Characters() {}

  /// Whether a surrogate has no partner. UTF-8 cannot contain one, so it comes from an escape (`"\\ud83d"`) or from
  /// cutting a text. A host or a report would get a `?` instead.
  public static boolean hasHalf(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
