package dev.driftline.inventory;

import dev.driftline.inventory.pattern.NamedHosts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Finds hosts and groups by name, and hosts by their place in the inventory.
final class InventoryIndex implements NamedHosts {

  private final List<HostNode> inOrder;
  private final Map<String, HostNode> hosts;
  private final Map<String, GroupNode> groups;

  InventoryIndex(Map<String, HostNode> hosts, Map<String, GroupNode> groups) {
    this.inOrder = new ArrayList<>(hosts.values());
    this.hosts = hosts;
    this.groups = groups;
  }

  @Override
  public int size() {
    return inOrder.size();
  }

  @Override
  public String name(int order) {
    return inOrder.get(order).name;
  }

  @Override
  public boolean isHost(String name) {
    return hosts.containsKey(name);
  }

  @Override
  public int order(String host) {
    HostNode node = hosts.get(host);
    if (node == null) {
      throw new IllegalArgumentException("no such host: " + host);
    }
    return node.order;
  }

  @Override
  public Stream<String> hostNames() {
    return inOrder.stream().map(host -> host.name);
  }

  @Override
  public Collection<String> groupNames() {
    return groups.keySet();
  }

  @Override
  public Stream<String> names() {
    return Stream.concat(groups.keySet().stream(), hostNames());
  }

  /// Goes down level by level, like `get_descendants` of Ansible (`ansible/inventory/group.py`). Where Ansible goes
  /// through a Python set, whose order changes from run to run, the children come as they were written.
  @Override
  public List<Integer> hostsOf(String group) {
    Set<Integer> found = new LinkedHashSet<>();
    Set<GroupNode> seen = new HashSet<>();
    Deque<GroupNode> open = new ArrayDeque<>();
    GroupNode top = groups.get(group);
    if (top != null) {
      open.add(top);
    }
    while (!open.isEmpty()) {
      GroupNode next = open.remove();
      // a group may be reached on several ways
      if (seen.add(next)) {
        next.hosts.forEach(host -> found.add(host.order));
        open.addAll(next.children.keySet());
      }
    }
    return List.copyOf(found);
  }
}
