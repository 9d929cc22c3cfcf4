package dev.driftline.inventory;

import java.util.List;

/// A named set of hosts, as the inventory describes it.
///
/// @param parents  the groups that contain it directly, sorted by name; empty for `all` only
/// @param children the groups directly in it, in the order of the inventory
/// @param hosts    the hosts directly in it, in the order of the inventory
public record Group(String name, List<String> parents, List<String> children, List<String> hosts) {

  public Group {
    parents = List.copyOf(parents);
    children = List.copyOf(children);
    hosts = List.copyOf(hosts);
  }
}
