package dev.driftline.inventory;

import dev.driftline.inventory.value.PlainValue;
import dev.driftline.inventory.value.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The variables of one host, after Ansible's precedence. Values are copied only when they are asked for. Safe for many
/// threads.
public final class Variables {

  private static final String NAME = "inventory_hostname";
  private static final String SHORT_NAME = "inventory_hostname_short";

  private final String host;
  private final GroupVariables shared;
  private final Map<String, Variable> own;

  Variables(String host, GroupVariables shared, Map<String, Variable> own) {
    this.host = host;
    this.shared = shared;
    this.own = own;
  }

  public Optional<Variable> find(String name) {
    Variable variable = own.get(name);
    return variable == null ? shared.find(name) : Optional.of(variable);
  }

  /// All variables that were written down, sorted by name.
  public List<Variable> list() {
    Map<String, Variable> sorted = new TreeMap<>(shared.merged());
    sorted.putAll(own);
    return List.copyOf(sorted.values());
  }

  /// The names of the host's groups, without `all`, sorted.
  public List<String> groupNames() {
    return shared.names();
  }

  /// The values for templates: Map, List, String, Boolean and Long. Ansible's `inventory_hostname`,
  /// `inventory_hostname_short` and `group_names` are added.
  ///
  /// Values with `!vault` or `!unsafe` and null values are left out. A template that needs one meets an undefined
  /// variable.
  public Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(shared.values());
    for (Variable variable : own.values()) {
      // the host's own value may be null, and then hides that of its groups
      values.remove(variable.name());
      PlainValue.of(variable.value()).ifPresent(value -> values.put(variable.name(), value));
    }
    values.put(NAME, host);
    values.put(SHORT_NAME, shortName());
    return values;
  }

  /// A key for the variables of these names. If two hosts have equal keys, a text that was rendered for one can be used
  /// for the other.
  public Object key(Collection<String> names) {
    List<Object> key = new ArrayList<>();
    // hosts with the same groups have the same group variables
    key.add(shared);
    for (String name : names) {
      if (name.equals(NAME)) {
        key.add(host);
      } else if (name.equals(SHORT_NAME)) {
        key.add(shortName());
      } else if (own.containsKey(name)) {
        key.add(name);
        key.add(PlainValue.of(own.get(name).value()));
      }
    }
    return key;
  }

  private String shortName() {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }
}
