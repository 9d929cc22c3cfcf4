package dev.driftline.run.gate;

import dev.driftline.cause.Causes;
import dev.driftline.gate.PairTables;
import dev.driftline.gate.assume.Change;
import dev.driftline.gate.plan.Told;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.GateExit;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.Planned;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.model.host.Host;
import dev.driftline.pair.AddressBook;
import dev.driftline.product.Product;
import dev.driftline.run.Assignment;
import dev.driftline.run.CheckRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What a gate concludes when all hosts have answered.
final class GateVerdict {

  private final GateScope scope;
  private final Assignment all;
  private final Map<String, GateHost> hosts;
  private final PairTables tables;
  private final Severity failOn;
  private final GateNotes notes;
  private final GateChecks checks;
  private final GateWaivers waivers;
  private final List<GatePair> pairs = new ArrayList<>();
  private final List<NotAsked> notAsked = new ArrayList<>();
  private final Set<Told> used = new HashSet<>();
  private final Set<String> possible = new TreeSet<>();

  private GateVerdict(
      GateScope scope,
      Assignment all,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairTables tables,
      Severity failOn,
      Instant started) {
    this.scope = scope;
    this.all = all;
    this.hosts = hosts;
    this.tables = tables;
    this.failOn = failOn;
    this.notes = new GateNotes(scope, hosts, started);
    this.waivers = new GateWaivers(all, hosts, started);
    this.checks = GateChecks.of(all, hosts, book, tables, waivers);
    notes.sentences(checks.uncompared(), true);
    notes.ofPlan();
    scope.affected().forEach(product -> judge(product, book));
    boolean changed = hosts.values().stream().anyMatch(host -> host.assumed().isChanged());
    if (changed && scope.affected().isEmpty() && checks.then().isEmpty()) {
      notes.nothingIsAbout();
    }
  }

  static GateVerdict of(
      GateScope scope,
      Assignment all,
      Map<String, GateHost> hosts,
      AddressBook book,
      PairTables tables,
      Severity failOn,
      Instant started) {
    return new GateVerdict(scope, all, hosts, book, tables, failOn, started);
  }

  private void judge(Product product, AddressBook book) {
    GatePairs found = GatePairs.of(scope, product, hosts, book, tables, waivers);
    pairs.addAll(found.found());
    notAsked.addAll(found.notAsked());
    used.addAll(found.used());
    notes.ofProduct(product, found, tables);
    // what a host says itself wins over what was told
    notes.sentences(found.differs(), false);
    notes.sentences(found.unread(), true);
    for (GateHost host : hosts.values()) {
      if (host.withClients().contains(product.name())
          && !found.isConnected(host.name())
          && !found.isServerPlanned(host.name())) {
        possible.add(host.name());
      }
    }
  }

  private List<Planned> changes(Function<GateHost, List<Change>> of) {
    return hosts.values().stream()
        .flatMap(host -> of.apply(host).stream())
        .map(change ->
            new Planned(
                change.host(),
                change.name(),
                change.from(),
                change.to(),
                change.at().file(),
                change.at().line()))
        .toList();
  }

  private List<ToldAnswer> told() {
    return scope.planned().plan().told().stream()
        .flatMap(told ->
            told.is().entrySet().stream()
                .map(is ->
                    new ToldAnswer(
                        told.product(),
                        is.getKey(),
                        is.getValue(),
                        told.reason(),
                        told.at().file(),
                        told.at().line(),
                        used.contains(told))))
        .toList();
  }

  private GateReport gate() {
    return new GateReport(
        scope.planned().plan().name(),
        changes(host -> host.assumed().assumed()),
        changes(host -> host.assumed().moved()),
        changes(host -> host.assumed().notMoved()),
        told(),
        pairs,
        checks.worse(),
        checks.already(),
        checks.cured(),
        List.copyOf(checks.skews()),
        List.copyOf(possible),
        notAsked,
        notes.notes());
  }

  /// The whole report.
  ///
  /// @param begun     when the run began, on the monotonic clock of [System#nanoTime]
  /// @param cancelled whether it was ended early
  RunReport report(
      CheckRun.Description description, Instant started, long begun, boolean cancelled) {
    List<HostResult> ofHosts =
        all.hosts().stream()
            .map(Host::name)
            .map(name -> Objects.requireNonNull(hosts.get(name)).host())
            .toList();
    List<CheckResult> results = checks.then();
    GateReport gate = gate();
    int exit = GateExit.of(gate, ofHosts, results, cancelled, failOn);
    RunReport.Run run =
        new RunReport.Run(
            CheckRun.id(started),
            started,
            Duration.ofNanos(System.nanoTime() - begun),
            description.version(),
            exit,
            description.pattern(),
            description.inventory(),
            description.policies(),
            cancelled,
            description.config());
    return Causes.of(
        new RunReport(run, ofHosts, results, List.of(), Optional.of(gate))
            .withWaivers(waivers.states()));
  }
}
