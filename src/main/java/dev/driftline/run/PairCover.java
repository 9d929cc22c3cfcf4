package dev.driftline.run;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.host.Host;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which checks about pairs cover which of the selected hosts. A pair is covered when either end is: a check with
/// `hosts: db` is about the clients of the db hosts, too, wherever they run.
///
/// It is made before any host is asked, and does not change.
public final class PairCover {

  /// A check about a pair with the texts for some hosts. A template may give it other texts for other hosts.
  ///
  /// @param hosts those that it covers
  public record Covering(Check check, Set<String> hosts) {

    public Pair pair() {
      return (Pair) check.subject();
    }
  }

  private final List<Covering> all = new ArrayList<>();
  private final Map<String, Set<String>> byId = new HashMap<>();
  private final int selected;

  public PairCover(Assignment assignment) {
    this.selected = assignment.hosts().size();
    Map<Check, Set<String>> hosts = new LinkedHashMap<>();
    // many hosts share one list, so each list is looked at once
    lists(assignment)
        .forEach((checks, names) ->
            checks.stream()
                .filter(check -> check.subject() instanceof Pair)
                .forEach(check ->
                    hosts.computeIfAbsent(check, _ -> new LinkedHashSet<>()).addAll(names)));
    hosts.forEach((check, names) -> {
      all.add(new Covering(check, names));
      byId.computeIfAbsent(id(check), _ -> new HashSet<>()).addAll(names);
    });
  }

  private static IdentityHashMap<List<Check>, List<String>> lists(Assignment assignment) {
    IdentityHashMap<List<Check>, List<String>> lists = new IdentityHashMap<>();
    for (Host host : assignment.hosts()) {
      lists.computeIfAbsent(assignment.of(host.name()), _ -> new ArrayList<>()).add(host.name());
    }
    return lists;
  }

  private static String id(Check check) {
    CheckInfo info = check.info();
    return info.policy() + "/" + info.id();
  }

  /// Whether the check covers `host`, with whichever texts.
  public boolean covers(Check check, String host) {
    return byId.getOrDefault(id(check), Set.of()).contains(host);
  }

  /// The checks that do not cover `host`, but may cover servers of its clients.
  public List<Covering> beyond(String host) {
    return all.stream()
        .filter(covering -> byId.getOrDefault(id(covering.check()), Set.of()).size() < selected)
        .filter(covering -> !covers(covering.check(), host))
        .toList();
  }
}
