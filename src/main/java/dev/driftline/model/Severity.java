package dev.driftline.model;

import java.util.Locale;

/// How bad a finding is, least first: the order is used by `--fail-on`.
public enum Severity {
  INFO,
  MINOR,
  MAJOR,
  CRITICAL;

  public boolean atLeast(Severity threshold) {
    return compareTo(threshold) >= 0;
  }

  /// As policies and reports write it: `critical`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
