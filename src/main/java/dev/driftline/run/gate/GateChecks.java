package dev.driftline.run.gate;

import dev.driftline.gate.PairTables;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.host.Host;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.run.Assignment;
import dev.driftline.run.PairCover;
import dev.driftline.run.PairJudge;
import dev.driftline.text.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The other checks, judged twice: now, and as if the plan were done.
///
/// @param then    all results as if the plan were done
/// @param worse   findings that are there only then
/// @param already findings that are there now and then
/// @param cured   findings that are there only now, of results that could be told then
/// @param skews   ids of checks that only compare versions of pairs which a table judges
record GateChecks(
    List<CheckResult> then,
    List<GateFinding> worse,
    List<GateFinding> already,
    List<GateFinding> cured,
    Set<String> skews) {

  static GateChecks of(
      Assignment all,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairTables tables,
      GateWaivers waivers) {
    PairCover cover = new PairCover(all);
    Judging now = new Judging(all, hosts, book, cover, GateHost::now, GateHost::evidence);
    Judging then = new Judging(all, hosts, book, cover, GateHost::then, GateHost::assumedEvidence);
    List<CheckResult> before = now.results();
    return compared(before, waivers.of(then.results(), before), Skews.of(all, tables));
  }

  /// The checks that only compare versions of pairs which a table judges better, and where they count all the same: an
  /// override of the site has raised their severity.
  ///
  /// @param raised check and host
  private record Skews(Set<String> ids, Set<List<String>> raised) {

    static Skews of(Assignment all, PairTables tables) {
      Skews skews = new Skews(new TreeSet<>(), new HashSet<>());
      all.hosts()
          .forEach(host ->
              all.of(host.name()).stream()
                  .filter(check -> isSkew(check, tables))
                  .forEach(check -> skews.add(check, host.name())));
      return skews;
    }

    private static boolean isSkew(Check check, PairTables tables) {
      return check.subject() instanceof Pair pair
          && pair.product().filter(tables::isKnown).isPresent();
    }

    private void add(Check check, String host) {
      ids.add(check.info().id());
      if (check.severity().compareTo(check.info().severity()) > 0) {
        raised.add(List.of(check.info().id(), host));
      }
    }

    boolean isSkew(CheckResult result) {
      return ids.contains(result.check().id()) && !raised.contains(place(result));
    }

    /// The checks that nowhere count.
    Set<String> everywhere() {
      Set<String> nowhere = new TreeSet<>(ids);
      raised.forEach(each -> nowhere.remove(each.getFirst()));
      return nowhere;
    }
  }

  private static GateChecks compared(List<CheckResult> now, List<CheckResult> then, Skews skews) {
    Set<String> before = keys(now);
    Set<String> after = keys(then);
    Set<List<String>> open =
        then.stream()
            .filter(CheckResult::isOpen)
            .map(GateChecks::place)
            .collect(Collectors.toSet());
    List<GateFinding> worse = new ArrayList<>();
    List<GateFinding> already = new ArrayList<>();
    for (CheckResult result : then) {
      for (Finding finding : result.findings()) {
        (before.contains(finding.key()) ? already : worse).add(found(result, finding, skews));
      }
    }
    List<GateFinding> cured = new ArrayList<>();
    for (CheckResult result : now) {
      for (Finding finding : result.findings()) {
        if (!after.contains(finding.key()) && !open.contains(place(result))) {
          cured.add(found(result, finding, skews));
        }
      }
    }
    return new GateChecks(then, worse, already, cured, skews.everywhere());
  }

  /// Results with findings of which only the number was kept: whether these are new cannot be told. One sentence each.
  Set<String> uncompared() {
    return then.stream()
        .filter(result -> result.more() > 0 && !skews.contains(result.check().id()))
        .map(result ->
            "%s on %s: %s could not be compared with now, because only their number was kept"
                .formatted(
                    result.check().id(), result.host(), Count.of(result.more(), "more finding")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The check and the host.
  static List<String> place(CheckResult result) {
    return List.of(result.check().id(), result.host());
  }

  private static Set<String> keys(List<CheckResult> results) {
    return results.stream()
        .flatMap(result -> result.findings().stream())
        .map(Finding::key)
        .collect(Collectors.toSet());
  }

  private static GateFinding found(CheckResult result, Finding finding, Skews skews) {
    return new GateFinding(
        finding.key(),
        result.check().id(),
        result.host(),
        finding.severity(),
        finding.subject(),
        finding.message().text(),
        skews.isSkew(result),
        finding.site().waiver());
  }

  /// Judges all hosts once.
  private record Judging(
      Assignment all,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairCover cover,
      Function<GateHost, List<CheckResult>> ofRows,
      Function<GateHost, Map<Pair, PairEvidence>> evidence) {

    List<CheckResult> results() {
      Map<Pair, PairJudge> judges = new HashMap<>();
      for (Pair pair : all.pairs()) {
        judges.put(
            pair,
            new PairJudge(
                pair,
                hosts.values().stream()
                    .map(host -> Objects.requireNonNull(evidence.apply(host).get(pair)))
                    .toList(),
                book,
                cover::covers));
      }
      List<CheckResult> results = new ArrayList<>();
      for (Host host : all.hosts()) {
        GateHost answered = Objects.requireNonNull(hosts.get(host.name()));
        results.addAll(ofRows.apply(answered));
        Budget budget = Budget.whole();
        judges.forEach((pair, judge) -> {
          List<Check> checks =
              all.of(host.name()).stream().filter(check -> check.subject().equals(pair)).toList();
          results.addAll(judge.judge(checks, host.name(), budget));
          results.addAll(judge.judgeClients(beyond(host.name(), pair), host.name(), budget));
        });
      }
      return results;
    }

    private Map<Check, Set<String>> beyond(String host, Pair pair) {
      Map<Check, Set<String>> covered = new LinkedHashMap<>();
      for (PairCover.Covering covering : cover.beyond(host)) {
        Subject subject = covering.check().subject();
        if (subject.equals(pair)) {
          covered.put(covering.check(), covering.hosts());
        }
      }
      return covered;
    }
  }
}
