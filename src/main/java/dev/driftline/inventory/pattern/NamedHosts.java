package dev.driftline.inventory.pattern;

import java.util.Collection;
import java.util.List;
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

  /// The positions of the hosts in a group and in its children, each once, in the group's own order: its hosts as they
  /// were written, then those of its children, then those of their children.
  List<Integer> hostsOf(String group);
}
