package dev.driftline.inventory;

import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds groups that contain themselves, and the depth of each group.
final class GroupCycles {

  private static final int SHOWN = 10;

  private final ReadFiles files;
  private final Problems problems;

  GroupCycles(ReadFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /// Reports each cycle, and removes one of its links. So the rest of the inventory can still be read.
  void cut(Collection<GroupNode> groups) {
    // `all` is the first group, and no group may contain it
    GroupNode all = groups.iterator().next();
    for (GroupNode parent : List.copyOf(all.parents)) {
      report(List.of(all, parent), parent.placeOf(all));
      parent.removeChild(all);
    }
    // cutting one cycle may leave others
    for (Set<GroupNode> rest = cyclic(groups); !rest.isEmpty(); rest = cyclic(groups)) {
      List<GroupNode> cycle = oneOf(rest);
      GroupNode last = cycle.getLast();
      GroupNode first = cycle.getFirst();
      report(cycle, last.placeOf(first));
      last.removeChild(first);
    }
  }

  private void report(List<GroupNode> cycle, SourceLocation at) {
    List<String> names = new ArrayList<>(cycle.stream().map(group -> group.name).toList());
    names.add(names.getFirst());
    String shown =
        names.size() <= SHOWN + 1
            ? String.join(" > ", names)
            : names.stream().limit(SHOWN).collect(Collectors.joining(" > "))
                + " > … (%d groups) > %s".formatted(cycle.size(), names.getLast());
    files.error(
        problems,
        at,
        "group \"%s\" contains itself: %s".formatted(names.getFirst(), shown),
        "remove \"%s\" from the children of \"%s\""
            .formatted(cycle.getFirst().name, cycle.getLast().name));
  }

  /// Sets the length of the longest way from `all`, for each group. There must be no cycle.
  static void setDepths(Collection<GroupNode> groups) {
    for (GroupNode group : inOrder(groups)) {
      group.depth = group.parents.stream().mapToInt(parent -> parent.depth + 1).max().orElse(0);
    }
  }

  /// The groups in a cycle or below one.
  private static Set<GroupNode> cyclic(Collection<GroupNode> groups) {
    Set<GroupNode> rest = new LinkedHashSet<>(groups);
    inOrder(groups).forEach(rest::remove);
    return rest;
  }

  /// Parents before children, without groups in a cycle or below one (Kahn's algorithm).
  private static List<GroupNode> inOrder(Collection<GroupNode> groups) {
    // how many parents of each group are not in the order yet
    Map<GroupNode, Integer> open = new HashMap<>();
    groups.forEach(group -> open.put(group, group.parents.size()));
    Deque<GroupNode> ready = new ArrayDeque<>();
    groups.stream().filter(group -> group.parents.isEmpty()).forEach(ready::add);
    List<GroupNode> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      GroupNode group = ready.remove();
      order.add(group);
      for (GroupNode child : group.children.keySet()) {
        if (open.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    return order;
  }

  /// One cycle among `rest`. Each group in `rest` has a parent in `rest`, so going up from parent to parent must come
  /// back.
  private static List<GroupNode> oneOf(Set<GroupNode> rest) {
    List<GroupNode> way = new ArrayList<>();
    Set<GroupNode> seen = new LinkedHashSet<>();
    GroupNode group = rest.iterator().next();
    while (seen.add(group)) {
      way.add(group);
      Optional<GroupNode> parent = group.parents.stream().filter(rest::contains).findFirst();
      group = parent.orElseThrow();
    }
    // the part of the way between the two visits, from parents to children
    List<GroupNode> cycle = new ArrayList<>(way.subList(way.indexOf(group), way.size()));
    Collections.reverse(cycle);
    GroupNode start = rest.stream().filter(cycle::contains).findFirst().orElseThrow();
    // begin with the group that was named first
    Collections.rotate(cycle, -cycle.indexOf(start));
    return cycle;
  }
}
