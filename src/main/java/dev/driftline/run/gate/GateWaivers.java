package dev.driftline.run.gate;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Outcome;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.model.site.WaiverState;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PairEnds;
import dev.driftline.pair.PairThen;
import dev.driftline.policy.Check;
import dev.driftline.run.Assignment;
import dev.driftline.run.site.Waiving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What waivers accept in a gate. A waiver of what is so today says nothing about what an upgrade brings:
///
/// - What gets worse is accepted only if the waiver names its `rule`.
/// - What could not be told of a pair is accepted as in a check.
/// - Of other checks, what could not be told is accepted only if it is the same now and then.
///
/// For one run, on one thread.
final class GateWaivers {

  private final Waiving waiving;
  private final Assignment all;
  private final Map<String, GateHost> hosts;
  private final Map<String, Check> elsewhere = new HashMap<>();

  GateWaivers(Assignment all, Map<String, GateHost> hosts, Instant started) {
    this.waiving = new Waiving(all.waivers(), started);
    this.all = all;
    this.hosts = hosts;
    all.checks()
        .values()
        .forEach(checks -> checks.forEach(it -> elsewhere.putIfAbsent(it.info().id(), it)));
  }

  private boolean hasAnswered(String host) {
    GateHost found = hosts.get(host);
    return found != null && found.host().outcome() instanceof Outcome.Answered;
  }

  /// The pair with what is accepted.
  ///
  /// @param seen the row of the connection as if the plan were done; behind a proxy, that of the proxy
  GatePair of(GatePair pair, Row seen) {
    String host = PairEnds.client(seen).host();
    if (all.waivers().isEmpty() || !hasAnswered(host)) {
      return pair;
    }
    List<PairWaiver> waived = new ArrayList<>();
    for (PairRule rule : pair.delta().worse()) {
      waiving
          .rule(pair.product(), host, PairThen.withRule(seen, rule))
          .ifPresent(note -> waived.add(new PairWaiver(Optional.of(rule.id()), note)));
    }
    pair.delta()
        .unknown()
        .flatMap(why -> waiving.unknown(pair.product(), host, PairThen.undecided(seen, why)))
        .ifPresent(note -> waived.add(new PairWaiver(Optional.empty(), note)));
    return pair.accepting(waived);
  }

  /// The results of other checks as if the plan were done, with what is accepted.
  ///
  /// @param now the results as it is, one for each of them
  List<CheckResult> of(List<CheckResult> then, List<CheckResult> now) {
    if (all.waivers().isEmpty()) {
      return then;
    }
    Set<String> already =
        now.stream()
            .flatMap(result -> result.findings().stream())
            .map(Finding::key)
            .collect(Collectors.toSet());
    Map<List<String>, CheckResult> before = new HashMap<>();
    now.forEach(result -> before.put(GateChecks.place(result), result));
    return then.stream()
        .map(result ->
            of(result, Optional.ofNullable(before.get(GateChecks.place(result))), already))
        .toList();
  }

  private CheckResult of(CheckResult then, Optional<CheckResult> now, Set<String> already) {
    String id = then.check().id();
    Check check =
        all.of(then.host()).stream()
            .filter(it -> it.info().id().equals(id))
            .findFirst()
            .orElseGet(() -> Objects.requireNonNull(elsewhere.get(id)));
    Waiving.Scope scope =
        new Waiving.Scope(
            (waiver, finding) -> already.contains(finding.key()) || waiver.namesRule(id),
            now.filter(before -> isSameUnknown(before, then)).isPresent(),
            false);
    return waiving.apply(then, check, hasAnswered(then.host()), scope);
  }

  /// Whether nothing is undecided then that is decided now.
  private static boolean isSameUnknown(CheckResult now, CheckResult then) {
    Set<Object> before = new HashSet<>();
    now.undecided().rows().forEach(row -> before.add(row.row()));
    return now.explanation().equals(then.explanation())
        && now.undecided().more() == then.undecided().more()
        && then.undecided().rows().stream().allMatch(row -> before.contains(row.row()));
  }

  /// What became of each waiver.
  List<WaiverState> states() {
    return waiving.states();
  }
}
