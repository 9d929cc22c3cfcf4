package dev.driftline.model.gate;

import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Severity;
import java.util.List;
import java.util.stream.Stream;

/// The exit code of a gate. What is already so, what is cured, and what a waiver accepts, never sets a bit.
public final class GateExit {

  private GateExit() {}

  /// The code of a gate.
  ///
  /// @param results of other checks, as if the plan were done
  /// @param partial whether it was ended early
  /// @param failOn  the least severity of what gets worse that counts
  public static int of(
      GateReport gate,
      List<HostResult> hosts,
      List<CheckResult> results,
      boolean partial,
      Severity failOn) {
    boolean worse = worse(gate).anyMatch(severity -> severity.atLeast(failOn));
    boolean unknown =
        partial
            || isOpen(gate, hosts)
            || results.stream().anyMatch(each -> each.isOpen() && !isSkew(gate, each))
            || !isDecided(gate, results);
    return (worse ? ExitCode.DRIFT : ExitCode.CLEAN)
        + (unknown ? ExitCode.UNKNOWN : ExitCode.CLEAN);
  }

  private static boolean isSkew(GateReport gate, CheckResult result) {
    return gate.skews().contains(result.check().id());
  }

  /// How bad it is what gets worse.
  public static Stream<Severity> worse(GateReport gate) {
    return Stream.concat(
        gate.pairs().stream().flatMap(pair -> pair.worse().stream()).map(PairRule::severity),
        gate.worse().stream()
            .filter(finding -> !finding.skew() && finding.waiver().isEmpty())
            .map(GateFinding::severity));
  }

  private static boolean isOpen(GateReport gate, List<HostResult> hosts) {
    return !gate.notAsked().isEmpty()
        || gate.notes().stream().anyMatch(GateNote::open)
        || gate.pairs().stream().anyMatch(GatePair::isOpen)
        || hosts.stream().anyMatch(host -> host.outcome() instanceof Outcome.Unreachable);
  }

  /// Whether something was changed by the plan and could be judged.
  private static boolean isDecided(GateReport gate, List<CheckResult> results) {
    boolean changed = !gate.assumed().isEmpty() || !gate.moved().isEmpty();
    return changed
        && (gate.pairs().stream().anyMatch(pair -> pair.delta().unknown().isEmpty())
            || results.stream()
                .filter(result -> !isSkew(gate, result))
                .anyMatch(CheckResult::isDecided));
  }
}
