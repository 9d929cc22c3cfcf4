package dev.driftline.inventory;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A group while the inventory is being read. Two objects are never equal, even with the same name.
final class GroupNode {

  /// Ansible's order of groups: variables of a later group win. Deeper groups come later, then groups of higher
  /// priority, then names (`ansible/inventory/helpers.py`, `sort_groups`).
  static final Comparator<GroupNode> BY_PRECEDENCE =
      Comparator.comparingInt((GroupNode group) -> group.depth)
          .thenComparingLong(group -> group.priority)
          .thenComparing(group -> group.name, InventoryOrder::compareCodePoints);

  final String name;
  final Set<GroupNode> parents = new LinkedHashSet<>();

  /// The groups in it, and where each was named as its child.
  final Map<GroupNode, SourceLocation> children = new LinkedHashMap<>();

  final Map<String, Variable> variables = new HashMap<>();
  final List<HostNode> hosts = new ArrayList<>();
  long priority = 1;

  /// The length of the longest way from `all`.
  int depth;

  GroupNode(String name) {
    this.name = name;
  }

  void addChild(GroupNode child, SourceLocation at) {
    if (children.putIfAbsent(child, at) == null) {
      child.parents.add(this);
    }
  }

  /// The place where `child` was named as a child of this group.
  SourceLocation placeOf(GroupNode child) {
    return Objects.requireNonNull(children.get(child), child.name);
  }

  void removeChild(GroupNode child) {
    children.remove(child);
    child.parents.remove(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
