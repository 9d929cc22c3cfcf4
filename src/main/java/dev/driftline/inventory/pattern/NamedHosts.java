package dev.driftline.inventory.pattern;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.Stream;

/// The hosts and groups of an inventory, as host patterns need them. A host has a position in the inventory, counted
/// from 0.
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

  /// The names of all groups, then those of all hosts.
  Stream<String> names();

  /// The positions of the hosts in a group and in its children.
  BitSet hostsOf(String group);
}
