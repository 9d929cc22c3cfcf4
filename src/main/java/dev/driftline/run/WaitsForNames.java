package dev.driftline.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PeerHosts;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which results have to wait until it is known which host has which address.
final class WaitsForNames {

  private WaitsForNames() {}

  /// Whether the names of peers may change the result, or the words of a finding.
  static boolean isOpen(Check check, CheckResult result, HostAnswers answers) {
    Predicate<Row> open = row -> PeerHosts.isOpen(check.table(), row);
    return result.findings().stream().anyMatch(finding -> finding.row().filter(open).isPresent())
        || (asksForPeerHost(check) && rows(check, answers).stream().anyMatch(open));
  }

  private static List<Row> rows(Check check, HostAnswers answers) {
    return check.subject() instanceof Subject.Rows(Question question)
            && answers.answers().get(question) instanceof Answer.Observed(List<Row> rows, _, _)
        ? rows
        : List.of();
  }

  /// Whether the check has a condition on the name of the peer.
  static boolean asksForPeerHost(Check check) {
    return check
        .table()
        .peers()
        .filter(peers ->
            conditions(check).anyMatch(condition -> condition.column().equals(peers.host())))
        .isPresent();
  }

  private static Stream<Condition> conditions(Check check) {
    List<Condition> conditions =
        switch (check.expectation()) {
          case Expectation.Every(List<Condition> every) -> every;
          case Expectation.AtLeastOne(List<Condition> some) -> some;
          case Expectation.NoRow(List<Condition> none) -> none;
          case Expectation.Count _, Expectation.Same _ -> List.of();
        };
    return Stream.of(check.where().stream(), conditions.stream(), check.changes().conditions())
        .flatMap(each -> each);
  }
}
