package dev.driftline.model;

import java.util.Locale;

/// Why something could not be looked at. The words are those of the report and of other programs.
public enum Reason {
  /// The name could not be resolved.
  DNS,
  /// Nobody listens there, or the network has no route.
  REFUSED,
  /// A deadline passed.
  TIMEOUT,
  /// The host's key is unknown, changed or revoked.
  HOST_KEY,
  /// The login was refused.
  AUTH,
  /// The other side does not speak SSH, or broke its rules.
  PROTOCOL,
  /// More was sent than we take.
  LIMIT,
  /// The host lacks something that every question needs.
  UNSUPPORTED,
  /// The rights to look were missing.
  PRIVILEGE,
  /// The answer was cut short.
  TRUNCATED,
  /// Nobody was there to ask this host.
  NO_RUNNER,
  /// A fault of driftline itself.
  INTERNAL;

  /// As reports write it: `host-key`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
