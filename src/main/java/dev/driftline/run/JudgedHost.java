package dev.driftline.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.pair.PairEvidence;
import java.util.List;
import java.util.Optional;

/// One host after it was judged alone: its results, and the evidence that has to wait for other hosts.
///
/// @param host            the report's entry about the host
/// @param results         of the checks about rows, in the order of the policies
/// @param evidence        for each pair of the assignment, in the order of the pairs
/// @param verifiedAddress the IP address at which the host has proved its identity
/// @param addresses       the addresses that the host says it has, separated by commas
/// @param unnamed         the results that may change once the names of all peers are known
/// @param same            what it has of the things that must be the same on all hosts
/// @param budget          the rest of the host's budget, for judging with the answers of other hosts
record JudgedHost(
    HostResult host,
    List<CheckResult> results,
    List<PairEvidence> evidence,
    Optional<String> verifiedAddress,
    Cell addresses,
    Optional<Unnamed> unnamed,
    List<SameEverywhere.Kept> same,
    Budget budget) {

  /// The memory that one character of `addresses` costs later, in bytes. Each address gets an entry in a map.
  private static final long CLAIMED = 16;

  /// Results that wait for the names of peers.
  ///
  /// @param answers from which they were judged, without the answers to other questions
  /// @param numbers of the results, in the list of all results about rows
  record Unnamed(HostAnswers answers, List<Integer> numbers) {

    private long bytes() {
      return answers.answers().values().stream()
          .filter(Answer.Observed.class::isInstance)
          .flatMap(answer -> ((Answer.Observed) answer).rows().stream())
          .mapToLong(Budget::bytesOf)
          .sum();
    }
  }

  JudgedHost {
    results = List.copyOf(results);
    evidence = List.copyOf(evidence);
    same = List.copyOf(same);
  }

  String name() {
    return host.host();
  }

  /// Whether some results wait for other hosts.
  boolean waits() {
    return unnamed.isPresent() || !same.isEmpty();
  }

  /// The same, but rows that could not be judged are only counted, and what it has is not compared.
  JudgedHost withoutUndecidedRows() {
    return new JudgedHost(
        host,
        withoutUndecidedRows(results),
        evidence,
        verifiedAddress,
        addresses,
        unnamed,
        same.stream().map(kept -> kept.without(SameEverywhere.NO_MEMORY)).toList(),
        budget);
  }

  static List<CheckResult> withoutUndecidedRows(List<CheckResult> results) {
    return results.stream()
        .map(result -> result.with(result.explanation(), result.undecided().counted()))
        .toList();
  }

  /// The memory that this takes until the end of the run, in bytes.
  long bytes() {
    long bytes = KeptMemory.bytesOf(results);
    bytes += evidence.stream().mapToLong(PairEvidence::bytes).sum();
    bytes += unnamed.map(Unnamed::bytes).orElse(0L);
    bytes += same.stream().mapToLong(SameEverywhere.Kept::bytes).sum();
    bytes += addresses instanceof Cell.Text(String list) ? CLAIMED * list.length() : 0;
    return bytes
        + host.noise()
            .map(noise -> 2L * (noise.stdout().length() + noise.stderr().length()))
            .orElse(0L);
  }
}
