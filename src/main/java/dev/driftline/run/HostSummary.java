package dev.driftline.run;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Coverage;
import dev.driftline.probe.host.HostDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes the report's entry about one host from the answers of that host.
public final class HostSummary {

  private HostSummary() {}

  public static HostResult of(HostAnswers answers) {
    return new HostResult(
        answers.host().name(),
        answers.host().connection().address(),
        answers.outcome(),
        answers.elapsed(),
        HostDescription.description(answers).flatMap(HostDescription::system),
        coverage(answers),
        answers.noise(),
        older(answers.host().connection()));
  }

  /// The old algorithms that the inventory allows for this host, or for a bastion on the way to it.
  private static List<String> older(Connection connection) {
    return Stream.concat(
            connection.jumps().stream().map(Hop::algorithms), Stream.of(connection.algorithms()))
        .flatMap(algorithms -> algorithms.older().stream())
        .distinct()
        .toList();
  }

  /// How much of each kind of thing could be read, for example 412 of 430 processes. If several probes looked at the
  /// same kind, the one that missed most counts; of those that missed the same number, the one that looked at more.
  private static List<Coverage> coverage(HostAnswers answers) {
    Map<String, Coverage> worst = new TreeMap<>();
    for (Answer answer : answers.answers().values()) {
      if (answer instanceof Answer.Observed observed) {
        observed.coverage().ifPresent(seen -> worst.merge(seen.things(), seen, HostSummary::worse));
      }
    }
    return List.copyOf(worst.values());
  }

  private static Coverage worse(Coverage a, Coverage b) {
    return List.of(a, b).stream()
        .max(
            Comparator.comparingInt((Coverage c) -> c.total() - c.readable())
                .thenComparingInt(Coverage::total))
        .orElse(a);
  }
}
