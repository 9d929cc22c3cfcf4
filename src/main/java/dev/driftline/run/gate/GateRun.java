package dev.driftline.run.gate;

import dev.driftline.collect.AnswerSource;
import dev.driftline.gate.PairTables;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.host.Host;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairPeers;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.run.Assignment;
import dev.driftline.run.CheckRun;
import dev.driftline.run.KeptMemory;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// One gate: asks the hosts of a plan and then, in a second wave, the hosts that are connected to them; judges what the
/// plan changes, and makes the report. A host is in one wave only.
///
/// For one use only. [#run] works on the calling thread and on threads of its own; [#cancel] may be called from any
/// thread.
public final class GateRun {

  private final GateScope scope;
  private final Assignment first;
  private final AnswerSource answers;
  private final SecondWave secondWave;
  private final PairTables tables;
  private final Severity failOn;
  private final CheckRun.Description description;
  private final Map<String, GateHost> hosts = new LinkedHashMap<>();

  /// @param first   the hosts of the first wave, with the checks that the plan may change
  /// @param answers of the hosts of both waves
  public GateRun(
      GateScope scope,
      Assignment first,
      AnswerSource answers,
      SecondWave secondWave,
      PairTables tables,
      Severity failOn,
      CheckRun.Description description) {
    this.scope = scope;
    this.first = first;
    this.answers = answers;
    this.secondWave = secondWave;
    this.tables = tables;
    this.failOn = failOn;
    this.description = description;
  }

  /// Ends the run soon. The report has what was found so far, and the rest as unknown.
  public void cancel() {
    answers.cancel();
  }

  /// Asks and judges. Returns when every host has an outcome.
  ///
  /// @param progress is told of each host when that host is done, on the calling thread
  /// @throws IOException if the answers cannot be had at all, or the second wave cannot begin
  public RunReport run(Consumer<HostResult> progress) throws IOException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long begun = System.nanoTime();
    List<Pair> pairs = scope.pairs(first);
    wave(first, pairs, false, progress);
    Assignment second = second(pairs);
    wave(second, pairs, true, progress);
    boolean over = answers.over();
    Assignment all = together(second);
    GateVerdict verdict = GateVerdict.of(scope, all, inOrder(all), book(), tables, failOn, started);
    return verdict.report(description, started, begun, over);
  }

  private void wave(
      Assignment assignment, List<Pair> pairs, boolean isSecond, Consumer<HostResult> progress)
      throws IOException {
    GateWork work = new GateWork(scope, assignment, pairs);
    KeptMemory kept = new KeptMemory(answers.kept());
    answers.ask(
        assignment.hosts(),
        host -> scope.questions(host, assignment, pairs, isSecond),
        (said, budget) -> work.judge(said, budget, kept),
        judged -> {
          hosts.put(judged.name(), judged);
          progress.accept(judged.host());
        });
  }

  /// The hosts that are connected to the planned ones, and were not asked yet.
  private Assignment second(List<Pair> pairs) throws IOException {
    AddressBook book = book();
    Set<String> peers = new LinkedHashSet<>();
    for (String planned : scope.planned().hosts()) {
      GateHost host = hosts.get(planned);
      if (host != null) {
        pairs.forEach(pair -> peers.addAll(PairPeers.hosts(host.evidence(pair), book)));
      }
    }
    peers.removeAll(hosts.keySet());
    return peers.isEmpty() || answers.over()
        ? new Assignment(List.of(), Map.of(), first.locations())
        : GateScope.within(pairs, scope.changeable(secondWave.of(peers)));
  }

  private AddressBook book() {
    return GateBook.of(first.locations(), hosts.values(), answers);
  }

  /// The hosts in the order of the inventory, and not in that in which they were done: so the same answers give the
  /// same report.
  private Map<String, GateHost> inOrder(Assignment all) {
    Map<String, GateHost> sorted = new LinkedHashMap<>();
    all.hosts()
        .forEach(host -> sorted.put(host.name(), Objects.requireNonNull(hosts.get(host.name()))));
    return sorted;
  }

  /// All hosts that were asked: those of the first wave, then those of the second, each in the inventory's order.
  private Assignment together(Assignment second) {
    List<Host> all = new ArrayList<>(first.hosts());
    all.addAll(second.hosts());
    all.removeIf(host -> !hosts.containsKey(host.name()));
    Map<String, List<Check>> checks = new LinkedHashMap<>(first.checks());
    checks.putAll(second.checks());
    return new Assignment(all, checks, Map.of(), first.locations(), first.waivers());
  }
}
