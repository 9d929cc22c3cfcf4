package dev.driftline.run;

import dev.driftline.inventory.Inventory;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.site.Overrides;
import dev.driftline.run.site.PlacedWaiver;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which checks cover which host. It is made before any host is asked.
///
/// @param hosts     the selected hosts, in the inventory's order
/// @param checks    by host name. Hosts with equal checks share one list, so thousands of hosts cost little memory
/// @param peers     for each check that compares hosts, by its id, all hosts of the inventory that it covers
/// @param locations where every host of the inventory is, selected or not: any of them may be the peer of a connection
/// @param waivers   what the site accepts, with the hosts
public record Assignment(
    List<Host> hosts,
    Map<String, List<Check>> checks,
    Map<String, Peers> peers,
    List<HostLocation> locations,
    List<PlacedWaiver> waivers) {

  /// The hosts that one check covers, whether or not they were selected.
  ///
  /// @param pattern names them, for advice
  public record Peers(String pattern, List<String> hosts) {

    public Peers {
      hosts = List.copyOf(hosts);
    }
  }

  /// An assignment without waivers.
  public Assignment(
      List<Host> hosts,
      Map<String, List<Check>> checks,
      Map<String, Peers> peers,
      List<HostLocation> locations) {
    this(hosts, checks, peers, locations, List.of());
  }

  /// An assignment in which every host that a check covers is selected.
  public Assignment(
      List<Host> hosts, Map<String, List<Check>> checks, List<HostLocation> locations) {
    this(hosts, checks, Map.of(), locations, List.of());
  }

  /// Compiles the policies for each host, and keeps the selected checks that cover it.
  ///
  /// Mistakes go to `problems`. It is a mistake, too, if the selection leaves nothing to do: a run that checked nothing
  /// must not look like a run that found nothing.
  public static Assignment of(
      Inventory inventory,
      List<Host> hosts,
      PolicySet policies,
      CheckSelection selection,
      Problems problems) {
    Assignment assignment = evenIfEmpty(inventory, hosts, policies, selection, problems);
    if (!problems.hasErrors() && assignment.results() == 0) {
      problems.add(
          Problem.error(
              new SourceLocation("HOSTS", 1, 1),
              "",
              "no check covers any of the selected hosts",
              "look at the `hosts` patterns of the policies, or select other hosts"));
    }
    return assignment;
  }

  /// The same, also if no check covers any of the hosts: a gate asks more than checks do.
  public static Assignment evenIfEmpty(
      Inventory inventory,
      List<Host> hosts,
      PolicySet policies,
      CheckSelection selection,
      Problems problems) {
    selection.reportUnknown(policies, problems);
    Builder builder = new Builder(inventory, policies, selection, problems);
    builder.checkPatterns();
    Map<String, List<Check>> checks = LinkedHashMap.newLinkedHashMap(hosts.size());
    for (Host host : hosts) {
      checks.put(host.name(), builder.covering(host));
    }
    return new Assignment(
        List.copyOf(hosts),
        checks,
        builder.peers(),
        inventory.locations(problems),
        PlacedWaiver.of(policies.waivers(), inventory, problems));
  }

  private static final class Builder {
    private final Inventory inventory;
    private final PolicySet policies;
    private final CheckSelection selection;
    private final Problems problems;
    private final Overrides overrides;
    private final Map<String, Set<String>> covered = new HashMap<>();
    private final Map<List<Check>, List<Check>> shared = new HashMap<>();

    Builder(Inventory inventory, PolicySet policies, CheckSelection selection, Problems problems) {
      this.inventory = inventory;
      this.policies = policies;
      this.selection = selection;
      this.problems = problems;
      this.overrides = new Overrides(policies.overrides(), inventory, problems);
    }

    /// The selected checks whose patterns name the host, with the host's variables in their texts.
    List<Check> covering(Host host) {
      Map<String, Object> variables =
          policies.usesTemplates() ? inventory.variables(host.name()).values() : Map.of();
      List<Check> found =
          policies
              .forHost(
                  host.name(),
                  variables,
                  (policy, check) ->
                      isSelected(check, host.name())
                          && covers(policy.hosts(), host)
                          && check.hosts().map(own -> covers(own, host)).orElse(true),
                  problems)
              .stream()
              .map(check -> onHost(check, host.name()))
              .toList();
      return shared.computeIfAbsent(found, checks -> checks);
    }

    /// Whether the check has a result on this host. It has one where an override has switched it off, too.
    private boolean isSelected(Check check, String host) {
      return selection.selects(overrides.on(host, check))
          || (selection.selects(check) && overrides.off(host, check).isPresent());
    }

    private Check onHost(Check check, String host) {
      Check changed = overrides.on(host, check).asking(waived(check));
      return selection.selects(changed)
          ? selection.asAllowed(changed)
          : changed.switchedOff(overrides.off(host, check).orElseThrow());
    }

    /// The columns that waivers of the check name.
    private Set<String> waived(Check check) {
      return policies.waivers().stream()
          .flatMap(waiver -> waiver.where().getOrDefault(check.info().id(), List.of()).stream())
          .map(Check.Condition::column)
          .collect(Collectors.toSet());
    }

    /// The peers of the selected checks that compare hosts. A check that covers one host only is reported: it can say
    /// nothing.
    Map<String, Peers> peers() {
      Map<String, Peers> peers = new HashMap<>();
      for (Policy policy : policies.drafts()) {
        for (Check check : policy.checks()) {
          if (check.expectation() instanceof Expectation.Same && selection.selects(check)) {
            HostPatternText nearest = check.hosts().orElse(policy.hosts());
            List<String> covered =
                hosts(policy.hosts()).stream()
                    .filter(
                        host -> check.hosts().map(own -> hosts(own).contains(host)).orElse(true))
                    .filter(host -> selection.selects(overrides.on(host, check)))
                    .sorted()
                    .toList();
            peers.put(check.info().id(), new Peers(nearest.text(), covered));
            if (covered.size() == 1) {
              problems.warning(
                  policies.file(nearest.at()),
                  nearest.at(),
                  "only %s is covered: there is nothing to compare it with"
                      .formatted(covered.getFirst()),
                  "name a group of at least two hosts");
            }
          }
        }
      }
      return peers;
    }

    private boolean covers(HostPatternText pattern, Host host) {
      return hosts(pattern).contains(host.name());
    }

    /// The hosts that a pattern names. Each pattern is matched once, and its mistakes are reported once.
    private Set<String> hosts(HostPatternText pattern) {
      return covered.computeIfAbsent(pattern.text(), _ -> matched(pattern));
    }

    private Set<String> matched(HostPatternText pattern) {
      Selection matched = inventory.match(pattern.text());
      for (Selection.Mistake mistake : matched.mistakes()) {
        problems.error(
            policies.file(pattern.at()),
            pattern.at(),
            "host pattern \"%s\": %s".formatted(pattern.text(), mistake.message()),
            mistake.hint());
      }
      return new HashSet<>(matched.hosts());
    }

    /// Reports two mistakes: a pattern with a name that does not exist, and a check whose hosts are all outside of its
    /// policy's. Both are errors even if none of the hosts was selected.
    void checkPatterns() {
      for (Policy policy : policies.drafts()) {
        hosts(policy.hosts());
        policy.checks().stream()
            .filter(selection::selects)
            .flatMap(check -> check.hosts().stream())
            .forEach(own -> checkPatterns(policy.hosts(), own));
      }
    }

    private void checkPatterns(HostPatternText policy, HostPatternText check) {
      Set<String> wide = hosts(policy);
      Set<String> narrow = hosts(check);
      if (!wide.isEmpty() && !narrow.isEmpty() && Collections.disjoint(wide, narrow)) {
        problems.error(
            policies.file(check.at()),
            check.at(),
            "host pattern \"%s\" names none of the policy's hosts, \"%s\""
                .formatted(check.text(), policy.text()),
            "a check's pattern narrows its policy's: move the check, or widen the policy's");
      }
    }
  }

  /// The pairs that any check asks about, for example connections to port 3306.
  public Set<Check.Subject.Pair> pairs() {
    Set<Check.Subject.Pair> pairs = new LinkedHashSet<>();
    for (List<Check> ofHost : new HashSet<>(checks.values())) {
      for (Check check : ofHost) {
        if (check.subject() instanceof Check.Subject.Pair pair) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  /// The hosts that a check covers. If that was not told, those that were selected.
  Peers peers(String id) {
    Peers known = peers.get(id);
    return known == null ? new Peers("all", List.of()) : known;
  }

  /// How many results the report will have: one per check and host.
  public long results() {
    return checks.values().stream().mapToLong(List::size).sum();
  }

  /// The checks of one host; empty for a host that was not selected.
  public List<Check> of(String host) {
    return Optional.ofNullable(checks.get(host)).orElse(List.of());
  }
}
