package dev.driftline.inventory.pattern;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.Stream;

/// What patterns are matched against: hosts and groups by name, and hosts by their place in the inventory, from 0.
public interface NamedHosts {

  int size();

  String name(int order);

  boolean isHost(String name);

  /// The place of a host.
  ///
  /// @throws IllegalArgumentException if there is no such host
  int order(String host);

  Stream<String> hostNames();

  Collection<String> groupNames();

  /// Names of groups, then of hosts.
  Stream<String> names();

  /// Hosts in the group or in one of its children.
  BitSet hostsOf(String group);
}
