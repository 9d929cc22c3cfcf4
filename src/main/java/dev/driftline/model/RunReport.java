package dev.driftline.model;

import dev.driftline.model.gate.GateReport;
import dev.driftline.model.site.WaiverState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A finished run. All formats and the exit code come from this one value, so they cannot disagree.
///
/// @param hosts   every host that was selected, in the inventory's order
/// @param results one per check and host that it covers, whatever the verdict; by host in the inventory's order, then
///     by check in the policies' order
/// @param causes  what hosts share, the worst first. Findings, unknown results and hosts that were not reached name
///     theirs
/// @param gate    what a gate found; empty for a check
/// @param pairs   the clients and servers that checks about pairs saw, those that are right, too; a gate has its own
/// @param waivers what became of each waiver
public record RunReport(
    Run run,
    List<HostResult> hosts,
    List<CheckResult> results,
    List<Cause> causes,
    Optional<GateReport> gate,
    List<FoundPair> pairs,
    List<WaiverState> waivers) {

  /// A report without pairs.
  public RunReport(
      Run run,
      List<HostResult> hosts,
      List<CheckResult> results,
      List<Cause> causes,
      Optional<GateReport> gate) {
    this(run, hosts, results, causes, gate, List.of(), List.of());
  }

  /// The same report with the pairs that checks saw.
  public RunReport with(List<FoundPair> seen) {
    return new RunReport(run, hosts, results, causes, gate, seen, waivers);
  }

  /// The same report with what became of its waivers.
  public RunReport withWaivers(List<WaiverState> states) {
    return new RunReport(run, hosts, results, causes, gate, pairs, states);
  }

  /// The report of a check.
  public RunReport(Run run, List<HostResult> hosts, List<CheckResult> results, List<Cause> causes) {
    this(run, hosts, results, causes, Optional.empty());
  }

  public RunReport {
    hosts = List.copyOf(hosts);
    results = List.copyOf(results);
    causes = List.copyOf(causes);
    waivers = List.copyOf(waivers);
    pairs = List.copyOf(pairs);
  }

  /// The same report of a run that a signal ended: its exit code is the signal's.
  public RunReport endedWith(int exit) {
    return new RunReport(
        new Run(
            run.id(),
            run.started(),
            run.elapsed(),
            run.version(),
            exit,
            run.pattern(),
            run.inventory(),
            run.policies(),
            run.partial(),
            run.config()),
        hosts,
        results,
        causes,
        gate,
        pairs,
        waivers);
  }

  /// Facts about the run itself.
  ///
  /// @param id        unique; ids sort by time
  /// @param version   of driftline
  /// @param exit      the exit code that was computed from the results, or that of the signal that ended the run
  /// @param pattern   the hosts that were asked for: `all`
  /// @param inventory the inventories, as given
  /// @param policies  the policy files or folders, as given
  /// @param partial   whether a signal or the deadline ended it before all hosts were done
  /// @param config    the file with values for options that was taken; empty without one
  public record Run(
      String id,
      Instant started,
      Duration elapsed,
      String version,
      int exit,
      String pattern,
      List<String> inventory,
      List<String> policies,
      boolean partial,
      Optional<String> config) {

    public Run {
      inventory = List.copyOf(inventory);
      policies = List.copyOf(policies);
    }

    /// A run that took no value from a file.
    public Run(
        String id,
        Instant started,
        Duration elapsed,
        String version,
        int exit,
        String pattern,
        List<String> inventory,
        List<String> policies,
        boolean partial) {
      this(
          id,
          started,
          elapsed,
          version,
          exit,
          pattern,
          inventory,
          policies,
          partial,
          Optional.empty());
    }
  }
}
