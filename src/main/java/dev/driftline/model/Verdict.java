package dev.driftline.model;

import java.util.Locale;

/// What one check concluded about one host. Unknown is never pass.
public enum Verdict {
  PASS,
  DRIFT,
  UNKNOWN,
  WAIVED,
  NOT_APPLICABLE;

  /// As reports write it: `not-applicable`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
