package dev.driftline.inventory;

import dev.driftline.inventory.value.PlainValue;
import dev.driftline.inventory.value.Variable;
import dev.driftline.source.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables that hosts with the same groups share. They are merged when they are first needed. Safe for many
/// threads.
final class GroupVariables {

  private final List<GroupNode> groups;
  private final GroupNode all;
  private final List<Map<String, Map<String, Variable>>> folders;
  private @Nullable Map<String, Variable> merged;
  private @Nullable Map<String, Object> values;

  /// @param direct  the groups that the hosts are directly in
  /// @param folders the content of each `group_vars/`, by group; a later folder wins
  GroupVariables(
      Set<GroupNode> direct, GroupNode all, List<Map<String, Map<String, Variable>>> folders) {
    this.all = all;
    this.folders = folders;
    // the direct groups and all groups above them
    Set<GroupNode> every = new HashSet<>();
    List<GroupNode> open = new ArrayList<>(direct);
    while (!open.isEmpty()) {
      GroupNode group = open.removeLast();
      if (every.add(group)) {
        open.addAll(group.parents);
      }
    }
    every.remove(all);
    this.groups = every.stream().sorted(GroupNode.BY_PRECEDENCE).toList();
  }

  /// The names of all groups but `all`, sorted.
  List<String> names() {
    return groups.stream()
        .map(group -> group.name)
        .sorted(InventoryOrder::compareCodePoints)
        .toList();
  }

  Optional<Variable> find(String name) {
    return Optional.ofNullable(merged().get(name));
  }

  /// The variables after Ansible's precedence (`VARIABLE_PRECEDENCE` in `ansible/config/base.yml`).
  synchronized Map<String, Variable> merged() {
    if (merged == null) {
      // a later line wins: `all` in the inventory, other groups in the inventory
      Map<String, Variable> variables = new HashMap<>(all.variables);
      groups.forEach(group -> variables.putAll(group.variables));
      // then group_vars/all, then group_vars/ of other groups
      folders.forEach(folder -> variables.putAll(folder.getOrDefault(all.name, Map.of())));
      for (Map<String, Map<String, Variable>> folder : folders) {
        groups.forEach(group -> variables.putAll(folder.getOrDefault(group.name, Map.of())));
      }
      merged = variables;
    }
    return merged;
  }

  synchronized Map<String, Object> values() {
    if (values == null) {
      Map<String, Object> plain = new HashMap<>();
      for (Variable variable : merged().values()) {
        YamlNode value = variable.value();
        PlainValue.of(value).ifPresent(v -> plain.put(variable.name(), v));
      }
      plain.put("group_names", names());
      values = Map.copyOf(plain);
    }
    return values;
  }
}
