package dev.driftline.inventory.pattern;

import java.util.List;

/// The hosts that a host pattern names.
///
/// @param hosts    names, in the order of the inventory
/// @param mistakes parts of the pattern that name no host or group; if there is one, the hosts must not be used
public record Selection(List<String> hosts, List<Mistake> mistakes) {

  public Selection {
    hosts = List.copyOf(hosts);
    mistakes = List.copyOf(mistakes);
  }

  /// Something wrong with a pattern.
  ///
  /// @param offset where in the pattern, in UTF-16 units from 0
  public record Mistake(int offset, String message, String hint) {}
}
