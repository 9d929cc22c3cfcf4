package dev.driftline.cli.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.pair.PairEvidence;
import java.util.List;
import java.util.Optional;

/// What is left of one host once it was judged: its results, and what has to wait for other hosts.
///
/// @param results   of the checks about rows, in order
/// @param evidence  for each pair of the assignment, in their order
/// @param verifiedAddress where the host has proved who it is
/// @param addresses those that the host says it has, comma separated
/// @param unnamed   what may change once the names of all peers are known
/// @param budget    what judging it may still cost
record Judged(
    HostResult host,
    List<CheckResult> results,
    List<PairEvidence> evidence,
    Optional<String> verifiedAddress,
    Cell addresses,
    Optional<Unnamed> unnamed,
    Budget budget) {

  /// Results, by number, that wait for the names of peers, and the answers they were judged from.
  record Unnamed(HostAnswers answers, List<Integer> numbers) {}

  Judged {
    results = List.copyOf(results);
    evidence = List.copyOf(evidence);
  }

  String name() {
    return host.host();
  }

  /// How much memory it takes as long as it is kept, in bytes.
  long bytes() {
    long bytes = host.noise().map(noise -> 2L * (noise.stdout().length() + noise.stderr().length())).orElse(0L);
    for (CheckResult result : results) {
      bytes += bytesOf(result);
    }
    for (PairEvidence ofPair : evidence) {
      bytes += ofPair.bytes();
    }
    return bytes + (unnamed.isPresent() ? budget.bytes() : 0);
  }

  static long bytesOf(CheckResult result) {
    long bytes = 0;
    for (Finding finding : result.findings()) {
      bytes += Budget.bytesOf(finding) + finding.row().map(Budget::bytesOf).orElse(0L);
    }
    return bytes;
  }
}
