package dev.driftline.model;

import java.util.Locale;

/// How bad a finding is. The least severity comes first, because `--fail-on` compares them.
public enum Severity {
  INFO,
  MINOR,
  MAJOR,
  CRITICAL;

  public boolean atLeast(Severity threshold) {
    return compareTo(threshold) >= 0;
  }

  /// The word in policies and reports: `critical`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
