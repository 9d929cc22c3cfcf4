package dev.driftline.run.cases;

import dev.driftline.inventory.pattern.NamedHosts;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The hosts of a case, for the host patterns of waivers. A case has no groups.
record CaseHosts(List<String> hosts) implements NamedHosts {

  @Override
  public int size() {
    return hosts.size();
  }

  @Override
  public String name(int order) {
    return hosts.get(order);
  }

  @Override
  public boolean isHost(String name) {
    return hosts.contains(name);
  }

  @Override
  public int order(String host) {
    return hosts.indexOf(host);
  }

  @Override
  public Stream<String> hostNames() {
    return hosts.stream();
  }

  @Override
  public Collection<String> groupNames() {
    return List.of("all");
  }

  @Override
  public Stream<String> names() {
    return Stream.concat(Stream.of("all"), hosts.stream());
  }

  @Override
  public List<Integer> hostsOf(String group) {
    return hosts.stream().map(hosts::indexOf).toList();
  }
}
