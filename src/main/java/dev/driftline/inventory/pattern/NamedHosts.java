package dev.driftline.inventory.pattern;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.Stream;

/// The hosts and groups that patterns are matched against, by name, and hosts by their position in the inventory, from 0.
public interface NamedHosts {

  int size();

  String name(int order);

  boolean isHost(String name);

  /// The position of a host.
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
