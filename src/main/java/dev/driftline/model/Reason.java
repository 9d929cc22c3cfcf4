package dev.driftline.model;

import java.util.Locale;

/// Why something could not be looked at. Reports and other programs use the same words.
public enum Reason {
  /// The inventory does not say how the host is reached, or has a mistake there.
  INVENTORY,
  /// The name could not be resolved.
  DNS,
  /// No program listens there, or the network has no route.
  REFUSED,
  /// A deadline passed.
  TIMEOUT,
  /// The host's key is unknown, changed or revoked.
  HOST_KEY,
  /// The login was refused.
  AUTH,
  /// The other side does not speak SSH, or broke its rules.
  PROTOCOL,
  /// The host sent more than driftline takes, or reading it cost too much.
  LIMIT,
  /// The host lacks something that the question needs.
  UNSUPPORTED,
  /// The login may not look.
  PRIVILEGE,
  /// The answer was cut short.
  TRUNCATED,
  /// The run did not come to this host.
  NO_RUNNER,
  /// driftline itself failed.
  INTERNAL;

  /// The word in reports: `host-key`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
