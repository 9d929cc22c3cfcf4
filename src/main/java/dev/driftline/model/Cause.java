package dev.driftline.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What many hosts share: one check says the same of all of them. All formats of a report group by it.
///
/// For example, a check finds `version is 1.1.1n, expected >= 3.0` on 40 hosts and `version is 1.1.1k, expected >= 3.0`
/// on three. That is one cause of 43 hosts: `version is {number}, expected >= 3.0`.
///
/// @param id       the same from night to night, in hexadecimal
/// @param check    empty for hosts that were not reached
/// @param severity the worst of its findings, or of its results; empty for hosts that were not reached
/// @param message  what is said of all hosts, in one line. Where they differ stands `{host}`, `{address}`, `{number}`
///     or `{text}`
/// @param hosts    the hosts, in the inventory's order
/// @param findings how many findings it has, or rows that could not be judged. Those that a result only counts are left
///     out. None for hosts that were not reached
public record Cause(
    String id,
    Kind kind,
    Optional<CheckInfo> check,
    Optional<Severity> severity,
    String message,
    List<String> hosts,
    int findings) {

  /// What is the matter with the hosts of a cause.
  public enum Kind {
    DRIFT,
    UNKNOWN,
    WAIVED,
    UNREACHABLE;

    /// The word in reports: `drift`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Cause {
    hosts = List.copyOf(hosts);
  }
}
