package dev.driftline.inventory;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects the hosts and groups of all files of an inventory.
final class InventoryBuilder {

  private static final String ALL = "all";
  private static final String UNGROUPED = "ungrouped";
  private static final Set<String> ADDRESS = Set.of("ansible_host", "ansible_ssh_host", "host");
  private static final Set<String> PORT = Set.of("ansible_port", "ansible_ssh_port", "port");

  private final ReadFiles files;
  private final Problems problems;
  private final GroupNode all = new GroupNode(ALL);
  private final GroupNode ungrouped = new GroupNode(UNGROUPED);
  private final Map<String, GroupNode> groups = new LinkedHashMap<>();
  private final Map<String, HostNode> hosts = new LinkedHashMap<>();

  /// The files of the source that is being read. A later source may give a host another address, but the same source
  /// may not.
  private final Set<String> filesOfSource = new HashSet<>();

  InventoryBuilder(ReadFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
    groups.put(ALL, all);
    groups.put(UNGROUPED, ungrouped);
    // before the other children, because subscripts of `all` count in this order
    all.addChild(ungrouped, new SourceLocation("", 1, 1));
  }

  void beginSource() {
    filesOfSource.clear();
  }

  Map<String, GroupNode> groups() {
    return groups;
  }

  Map<String, HostNode> hosts() {
    return hosts;
  }

  /// The group of this name. Empty if no group can have the name, which is reported.
  Optional<GroupNode> group(Scalar key) {
    Optional<String> fault = NameRules.faultOfGroup(key.text());
    fault.ifPresent(message ->
        error(key.at(), message, "use letters, digits, dots, hyphens and underscores only"));
    return fault.isPresent()
        ? Optional.empty()
        : Optional.of(groups.computeIfAbsent(key.text(), GroupNode::new));
  }

  /// The host of this name, as a member of `group`. Empty if no host can have the name, which is reported.
  Optional<HostNode> host(String name, GroupNode group, SourceLocation at) {
    Optional<String> fault = NameRules.faultOfHost(name);
    if (fault.isPresent()) {
      error(at, fault.get(), NameRules.hint(name));
      return Optional.empty();
    }
    HostNode host = hosts.computeIfAbsent(name, n -> new HostNode(n, at, hosts.size()));
    if (!host.groups.contains(group)) {
      host.groups.add(group);
      group.hosts.add(host);
    }
    return Optional.of(host);
  }

  void set(HostNode host, Variable variable) {
    filesOfSource.add(variable.at().file());
    // two addresses for one host in one source: a copied block whose host was not renamed
    if (ADDRESS.contains(variable.name())) {
      keepOne(host, variable, "addresses", "keep one");
    }
    // two ports: two servers behind one address, of which one would never be asked
    if (PORT.contains(variable.name())) {
      keepOne(
          host,
          variable,
          "ports",
          "keep one, or give two servers two names and both the same ansible_host");
    }
    host.set(variable);
  }

  private void keepOne(HostNode host, Variable variable, String what, String hint) {
    Variable before = host.variables().get(variable.name());
    if (before != null
        && filesOfSource.contains(before.at().file())
        && !before.shown().equals(variable.shown())) {
      error(
          variable.at(),
          "host \"%s\" has two %s: \"%s\" and \"%s\""
              .formatted(host.name, what, before.shown(), variable.shown()),
          "the other one stands at %s; %s".formatted(before.at(), hint));
    }
  }

  /// Makes the inventory consistent, like `reconcile_inventory` of Ansible (`ansible/inventory/data.py`).
  void finish() {
    Collection<GroupNode> every = groups.values();
    new GroupCycles(files, problems).cut(every);
    // groups without a parent belong to `all`
    for (GroupNode group : every) {
      if (group != all && group.parents.isEmpty()) {
        all.addChild(group, new SourceLocation("", 1, 1));
      }
    }
    GroupCycles.setDepths(every);
    hosts.values().forEach(this::placeUngrouped);
    reportNamesThatDifferInCase();
    hosts.values().forEach(this::reportGroupOfTheSameName);
  }

  /// As in Ansible, a pattern means the host then. Nobody would look at the other hosts of the group.
  private void reportGroupOfTheSameName(HostNode host) {
    GroupNode group = groups.get(host.name);
    if (group != null
        && (!group.children.isEmpty() || group.hosts.stream().anyMatch(other -> other != host))) {
      warning(
          host.at,
          "\"%s\" is a host and a group: as a host pattern it means the host only"
              .formatted(host.name),
          "rename one of them");
    }
  }

  /// A host is in `ungrouped` if it is in no other group but `all`.
  private void placeUngrouped(HostNode host) {
    boolean grouped =
        host.groups.stream().anyMatch(g -> !g.name.equals(ALL) && !g.name.equals(UNGROUPED));
    if (grouped && host.groups.remove(ungrouped)) {
      ungrouped.hosts.remove(host);
    } else if (!grouped && !host.groups.contains(ungrouped)) {
      host.groups.add(ungrouped);
      ungrouped.hosts.add(host);
    }
  }

  private void reportNamesThatDifferInCase() {
    Map<String, HostNode> lower = new HashMap<>();
    for (HostNode host : hosts.values()) {
      HostNode other = lower.putIfAbsent(host.name.toLowerCase(Locale.ROOT), host);
      if (other != null) {
        error(
            host.at,
            "hosts \"%s\" and \"%s\" differ only in case".formatted(other.name, host.name),
            "DNS knows no case: \"%s\" stands at %s; name it the same way everywhere"
                .formatted(other.name, other.at));
      }
    }
  }

  void error(SourceLocation at, String message, String hint) {
    files.error(problems, at, message, hint);
  }

  void warning(SourceLocation at, String message, String hint) {
    files.warning(problems, at, message, hint);
  }
}
