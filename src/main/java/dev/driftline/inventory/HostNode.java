package dev.driftline.inventory;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A host while the inventory is being read.
final class HostNode {

  final String name;

  /// The place where it was named first.
  final SourceLocation at;

  final int order;
  final List<GroupNode> groups = new ArrayList<>(1);

  /// The host's own variables, without those of its groups. Most hosts have none or few.
  private Map<String, Variable> variables = Map.of();

  HostNode(String name, SourceLocation at, int order) {
    this.name = name;
    this.at = at;
    this.order = order;
  }

  Map<String, Variable> variables() {
    return variables;
  }

  void set(Variable variable) {
    if (variables.isEmpty()) {
      variables = new LinkedHashMap<>(4);
    }
    variables.put(variable.name(), variable);
  }

  @Override
  public String toString() {
    return name;
  }
}
