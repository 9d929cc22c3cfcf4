package dev.driftline.model;

import java.util.Locale;

/// What a check says about a host. Unknown is never pass.
public enum Verdict {
  PASS,
  DRIFT,
  UNKNOWN,
  WAIVED,
  NOT_APPLICABLE;

  /// The word in reports: `not-applicable`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
