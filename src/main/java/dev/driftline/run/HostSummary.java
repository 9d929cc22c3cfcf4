package dev.driftline.run;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the report says of one host, from what it answered.
public final class HostSummary {

  private HostSummary() {}

  public static HostResult of(HostAnswers answers) {
    return new HostResult(
        answers.host().name(),
        answers.host().connection().address(),
        answers.outcome(),
        answers.elapsed(),
        os(answers),
        coverage(answers),
        answers.noise(),
        older(answers.host().connection()));
  }

  private static List<String> older(Connection connection) {
    return Stream.concat(
            connection.jumps().stream().map(Hop::algorithms), Stream.of(connection.algorithms()))
        .flatMap(algorithms -> algorithms.older().stream())
        .distinct()
        .toList();
  }

  /// `debian 12`, as the host describes itself.
  private static Optional<String> os(HostAnswers answers) {
    return row(answers)
        .flatMap(row ->
            row.text("os").map(os -> row.text("os_version").map(v -> os + " " + v).orElse(os)));
  }

  public static Optional<Row> row(HostAnswers answers) {
    return answers.answers().get(new Question("host")) instanceof Answer.Observed observed
        ? observed.rows().stream().findFirst()
        : Optional.empty();
  }

  /// The worst coverage of each kind of thing; of equally good ones the one that looked at more.
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
