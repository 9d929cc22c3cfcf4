package dev.driftline.cli.run;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairRows;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges pairs when all hosts have answered, or failed to.
///
/// A result belongs to the client's host. Where its sockets could not be seen it is unknown: a connection may be there.
public final class PairJudge {

  private final Map<String, PairEvidence> hosts = new HashMap<>();
  private final Subject.Pair pair;
  private final AddressBook book;

  /// @param evidence of every host that was asked, clients and servers
  public PairJudge(Subject.Pair pair, List<PairEvidence> evidence, AddressBook book) {
    this.pair = pair;
    this.book = book;
    evidence.forEach(host -> hosts.put(host.host(), host));
  }

  /// The result of `check`, whose subject is this pair, for the clients of `host`.
  ///
  /// @param budget what judging this host may cost
  public CheckResult judge(Check check, String host, Budget budget) {
    if (!check.subject().equals(pair)) {
      throw new IllegalArgumentException("a check of another pair: " + check.info().id());
    }
    PairEvidence evidence = hosts.get(host);
    if (evidence == null) {
      return Judge.unknown(check, host, "%s was not asked".formatted(host));
    }
    Optional<CheckResult> elsewhere = Judge.applies(check, host, evidence.description());
    return elsewhere.orElseGet(
        () -> Judge.within(budget, check, host, () -> judge(check, evidence, budget)));
  }

  private CheckResult judge(Check check, PairEvidence evidence, Budget budget) {
    if (evidence.unseen().isPresent()) {
      return Judge.unknown(
          check, evidence.host(), "its sockets could not be looked at: " + evidence.unseen().get());
    }
    List<Row> rows = new PairRows(hosts, book).of(evidence);
    CheckResult result = Judge.judge(check, evidence.host(), rows, evidence.gap(rows), budget);
    return rows.stream().anyMatch(PairRows::isAssumed) ? weakened(result) : result;
  }

  private CheckResult weakened(CheckResult result) {
    boolean decided = result.verdict() == Verdict.PASS || result.verdict() == Verdict.DRIFT;
    if (!decided || result.reason().isPresent()) {
      return result;
    }
    String assumed =
        "where the server's end of a connection was not seen, the one process that listens on port "
            + pair.port()
            + " is taken for the server";
    return new CheckResult(
        result.check(),
        result.host(),
        result.verdict(),
        result.rows(),
        Optional.of(assumed),
        result.findings());
  }
}
