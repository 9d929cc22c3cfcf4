package dev.driftline.ssh.hostkey;

import java.util.List;

/// What the known_hosts files say about a key that a host offers.
public sealed interface HostKeyVerdict {

  /// It is the host's.
  record Known() implements HostKeyVerdict {}

  /// Nothing is held for this host.
  record Unknown() implements HostKeyVerdict {}

  /// Another key is held for this host, of whatever type.
  ///
  /// @param held `type fingerprint (file:line)` of each
  /// @param types of the keys held
  record Changed(List<String> held, List<String> types) implements HostKeyVerdict {}

  /// A line says that this key must not be accepted.
  ///
  /// @param where `file:line`
  record Revoked(String where) implements HostKeyVerdict {}
}
