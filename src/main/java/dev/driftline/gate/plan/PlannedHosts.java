package dev.driftline.gate.plan;

import dev.driftline.inventory.pattern.Selection;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A plan with the hosts that its patterns name.
public final class PlannedHosts {

  /// What was told, with the hosts it was told of; empty for all.
  private record ToldOf(Told told, Optional<Set<String>> servers, Optional<Set<String>> clients) {

    boolean isOf(String server, String client) {
      return servers.map(hosts -> hosts.contains(server)).orElse(true)
          && clients.map(hosts -> hosts.contains(client)).orElse(true);
    }

    /// Whether both may be of one pair.
    boolean meets(ToldOf other) {
      return told.product().equals(other.told.product())
          && meet(servers, other.servers)
          && meet(clients, other.clients);
    }

    private static boolean meet(Optional<Set<String>> one, Optional<Set<String>> other) {
      return one.isEmpty() || other.isEmpty() || !Collections.disjoint(one.get(), other.get());
    }
  }

  private final Plan plan;
  private final Problems problems;
  private final Map<String, List<Assumption>> assumptions = new LinkedHashMap<>();
  private final List<ToldOf> told = new ArrayList<>();

  private PlannedHosts(Plan plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  /// Finds the hosts of a plan. Mistakes are reported: a pattern that names nothing, one thing that is assumed twice
  /// for a host, and two answers to one question.
  ///
  /// @param match gives the hosts that a pattern names
  public static PlannedHosts of(Plan plan, Function<String, Selection> match, Problems problems) {
    PlannedHosts hosts = new PlannedHosts(plan, problems);
    for (Assumption assumption : plan.assumptions()) {
      hosts.named(assumption.hosts(), match).forEach(host -> hosts.assume(host, assumption));
    }
    for (Told told : plan.told()) {
      hosts.tell(
          new ToldOf(
              told,
              told.servers().map(pattern -> new HashSet<>(hosts.named(pattern, match))),
              told.clients().map(pattern -> new HashSet<>(hosts.named(pattern, match)))));
    }
    return hosts;
  }

  private List<String> named(HostPatternText pattern, Function<String, Selection> match) {
    Selection selection = match.apply(pattern.text());
    for (Selection.Mistake mistake : selection.mistakes()) {
      boolean nothing = mistake.message().startsWith("no host or group is called");
      problems.error(
          plan.source(pattern.at()),
          pattern.at(),
          "host pattern \"%s\": %s"
              .formatted(pattern.text(), nothing ? "no host or group matches" : mistake.message()),
          nothing ? "`driftline inventory`" : mistake.hint());
    }
    return selection.mistakes().isEmpty() ? selection.hosts() : List.of();
  }

  private void assume(String host, Assumption assumption) {
    List<Assumption> all = assumptions.computeIfAbsent(host, _ -> new ArrayList<>(1));
    Optional<Assumption> first =
        all.stream()
            .filter(
                each -> each.kind() == assumption.kind() && each.name().equals(assumption.name()))
            .findFirst();
    if (first.isEmpty()) {
      all.add(assumption);
    } else {
      problems.errorOfHost(
          plan.source(assumption.at()),
          assumption.at(),
          host,
          "%s is assumed twice: here and at %s".formatted(assumption.name(), first.get().at()),
          "keep one, or narrow one with `hosts`");
    }
  }

  private void tell(ToldOf next) {
    for (ToldOf earlier : told) {
      if (earlier.meets(next)) {
        next.told()
            .is()
            .forEach(
                (condition, value) -> contradiction(next.told(), earlier.told(), condition, value));
      }
    }
    told.add(next);
  }

  private void contradiction(Told next, Told earlier, String condition, String value) {
    String before = earlier.is().getOrDefault(condition, value);
    if (!before.equals(value)) {
      problems.error(
          plan.source(next.at()),
          next.at(),
          "%s is told twice: here and at %s, as \"%s\"".formatted(condition, earlier.at(), before),
          "keep one, or narrow one with `servers` and `clients`");
    }
  }

  public Plan plan() {
    return plan;
  }

  /// The hosts about which something is assumed.
  public Set<String> hosts() {
    return Collections.unmodifiableSet(assumptions.keySet());
  }

  /// What is assumed of a host.
  public List<Assumption> of(String host) {
    return assumptions.getOrDefault(host, List.of());
  }

  /// What was told about the pairs of two hosts, by condition.
  public Map<String, Told> told(String product, String server, String client) {
    Map<String, Told> found = new LinkedHashMap<>();
    told.stream()
        .filter(each -> each.told().product().equals(product) && each.isOf(server, client))
        .forEach(each ->
            each.told()
                .is()
                .keySet()
                .forEach(condition -> found.putIfAbsent(condition, each.told())));
    return found;
  }
}
