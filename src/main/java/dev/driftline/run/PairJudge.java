package dev.driftline.run;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairRows;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges the checks about one pair. It needs the evidence of all hosts, so it works at the end of the run.
///
/// A result belongs to the client's host. If the sockets of that host could not be seen, the result is unknown, because
/// there may be a connection. If a client of a host was not asked, the result of the server's host is unknown.
public final class PairJudge {

  /// A budget looks at the clock, and at whether the run is over, once in so many steps. They are counted before a host
  /// is begun, so that it looks at least once per host.
  private static final int LOOK = 1_000;

  private final Map<String, PairEvidence> hosts = new HashMap<>();
  private final Subject.Pair pair;
  private final AddressBook book;

  /// @param evidence of every host that was asked: any may be a client, a server or both
  public PairJudge(Subject.Pair pair, List<PairEvidence> evidence, AddressBook book) {
    this.pair = pair;
    this.book = book;
    evidence.forEach(host -> hosts.put(host.host(), host));
  }

  /// Judges `checks`, whose subject must be this pair, for the clients on `host`. The results are in the order of the
  /// checks. The rows are made once for all of these checks, and dropped at the end.
  ///
  /// @param budget what judging this host may cost. If it is too little for a check, that check is unknown
  public List<CheckResult> judge(List<Check> checks, String host, Budget budget) {
    Budget.Mark before = budget.mark();
    List<CheckResult> results = new ArrayList<>();
    Rows rows = new Rows(host, budget);
    for (Check check : checks) {
      if (!check.subject().equals(pair)) {
        throw new IllegalArgumentException("a check of another pair: " + check.info().id());
      }
      results.add(rows.judge(check));
    }
    budget.forget(before);
    return results;
  }

  /// The rows of one host. They are made when the first check needs them.
  private final class Rows {
    private final String host;
    private final Budget budget;
    private Optional<List<Row>> made = Optional.empty();
    private Optional<String> unasked = Optional.empty();

    Rows(String host, Budget budget) {
      this.host = host;
      this.budget = budget;
    }

    CheckResult judge(Check check) {
      PairEvidence evidence = hosts.get(host);
      if (evidence == null) {
        return Judge.unknown(
            check,
            host,
            new Explanation(Explanation.NOT_ASKED, "%s was not asked".formatted(host)));
      }
      return Judge.applies(check, host, evidence.description())
          .or(() -> evidence.unseen().map(why -> unseen(check, why)))
          .orElseGet(() -> Judge.within(budget, check, host, () -> judge(check, evidence)));
    }

    private CheckResult unseen(Check check, String why) {
      return Judge.unknown(
          check,
          host,
          new Explanation(Explanation.GAP, "its sockets could not be looked at: " + why));
    }

    private CheckResult judge(Check check, PairEvidence evidence) {
      List<Row> rows = rows(evidence);
      Optional<String> gap = evidence.gap(rows).or(() -> unasked);
      CheckResult result = Judge.judge(check, host, rows, gap, budget);
      return rows.stream().anyMatch(PairRows::isAssumed) ? weakened(result) : result;
    }

    private List<Row> rows(PairEvidence evidence) {
      if (made.isEmpty()) {
        budget.steps(LOOK);
        PairRows all = new PairRows(hosts, evidence, book);
        made = Optional.of(all.rows(budget));
        unasked = all.unaskedClients();
      }
      return made.get();
    }
  }

  /// The result with a remark: it rests on an assumption about the server. A result that is not decided, or has a
  /// remark already, stays as it is.
  private CheckResult weakened(CheckResult result) {
    boolean decided = result.verdict() == Verdict.PASS || result.verdict() == Verdict.DRIFT;
    if (!decided || result.reason().isPresent()) {
      return result;
    }
    String assumed =
        "where the server's end of a connection was not seen, the one process that listens on "
            + (pair.product().isPresent() ? "the port" : pair.server())
            + " is taken for the server";
    return result.with(
        Optional.of(new Explanation(Explanation.ASSUMED, assumed)), result.undecided());
  }
}
