package dev.driftline.ssh.hostkey;

import java.nio.file.Path;

/// One line of a known_hosts file.
///
/// @param number counted from 1
record KnownHostsLine(
    Marker marker, KnownHostsPattern hosts, PublicKey key, Path file, int number) {

  /// What the line says about its key.
  enum Marker {
    /// The host has it.
    NONE,
    /// It must never be accepted.
    REVOKED,
    /// It may sign the host's certificates.
    CERT_AUTHORITY
  }

  boolean isAbout(String name) {
    return hosts.matches(name);
  }

  /// `file:line`.
  String where() {
    return file + ":" + number;
  }
}
