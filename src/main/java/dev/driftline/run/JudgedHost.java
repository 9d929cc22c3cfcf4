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

/// What is left of one host once it was judged: its results, and what has to wait for other hosts.
///
/// @param results   of the checks about rows, in order
/// @param evidence  for each pair of the assignment, in their order
/// @param verifiedAddress where the host has proved who it is
/// @param addresses those that the host says it has, comma separated
/// @param unnamed   what may change once the names of all peers are known
/// @param budget    what judging it may still cost
record JudgedHost(
    HostResult host,
    List<CheckResult> results,
    List<PairEvidence> evidence,
    Optional<String> verifiedAddress,
    Cell addresses,
    Optional<Unnamed> unnamed,
    Budget budget) {

  /// What a character of the addresses comes to, when each address stands in a book by itself, in bytes.
  private static final long CLAIMED = 16;

  /// Results, by number, that wait for the names of peers, and the answers they were judged from.
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
  }

  String name() {
    return host.host();
  }

  /// How much memory it takes as long as it is kept, in bytes.
  long bytes() {
    long bytes = KeptMemory.bytesOf(results);
    bytes += evidence.stream().mapToLong(PairEvidence::bytes).sum();
    bytes += unnamed.map(Unnamed::bytes).orElse(0L);
    bytes += addresses instanceof Cell.Text(String list) ? CLAIMED * list.length() : 0;
    return bytes
        + host.noise()
            .map(noise -> 2L * (noise.stdout().length() + noise.stderr().length()))
            .orElse(0L);
  }
}
