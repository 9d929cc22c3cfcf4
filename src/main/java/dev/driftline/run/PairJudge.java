package dev.driftline.run;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.FoundPair;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairFits;
import dev.driftline.pair.PairRows;
import dev.driftline.pair.PairRows.UnaskedClient;
import dev.driftline.pair.list.PairList;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Judges the checks about one pair. It needs the evidence of all hosts, so it works at the end of the run.
///
/// A result belongs to the client's host. If the sockets of that host could not be seen, the result is unknown, because
/// there may be a connection. A client that was not asked has no result, so the server's host has a row for it that
/// cannot be judged.
public final class PairJudge {

  /// A budget looks at the clock, and at whether the run is over, once in so many steps. They are counted before a host
  /// is begun, so that it looks at least once per host.
  private static final int LOOK = 1_000;

  private final Map<String, PairEvidence> hosts = new HashMap<>();
  private final Subject.Pair pair;
  private final AddressBook book;
  private final BiPredicate<Check, String> covers;
  private final Optional<PairFits> fits;
  private final Map<String, PairList> lists = new HashMap<>();

  /// @param evidence of every host that was asked: any may be a client, a server or both
  /// @param covers   whether a check covers a host: then the host has a result of its own
  public PairJudge(
      Subject.Pair pair,
      List<PairEvidence> evidence,
      AddressBook book,
      BiPredicate<Check, String> covers) {
    this.pair = pair;
    this.book = book;
    this.covers = covers;
    this.fits = PairFits.of(pair);
    evidence.forEach(host -> hosts.put(host.host(), host));
  }

  /// Judges checks that cover `host`: its clients, and its servers' clients that were not asked. The subject of the
  /// checks must be this pair. The results are in the order of the checks. The rows are made once for all of these
  /// checks, and dropped at the end.
  ///
  /// @param budget what judging this host may cost. If it is too little for a check, that check is unknown
  public List<CheckResult> judge(List<Check> checks, String host, Budget budget) {
    Budget.Mark before = budget.mark();
    Rows rows = new Rows(host, budget);
    List<CheckResult> results =
        checks.stream().map(check -> rows.judge(ofThisPair(check))).toList();
    budget.forget(before);
    return results;
  }

  /// Judges checks that do not cover `host`, but the servers of some of its clients. A check that covers none of them
  /// has no result.
  ///
  /// @param covered by each check
  public List<CheckResult> judgeClients(
      Map<Check, Set<String>> covered, String host, Budget budget) {
    Budget.Mark before = budget.mark();
    Rows rows = new Rows(host, budget);
    List<CheckResult> results = new ArrayList<>();
    covered.forEach(
        (check, servers) -> rows.judge(ofThisPair(check), servers).ifPresent(results::add));
    budget.forget(before);
    return results;
  }

  /// The pairs of a host that was judged. They are told once.
  public List<FoundPair> pairs(String host) {
    return Optional.ofNullable(lists.remove(host)).map(PairList::pairs).orElse(List.of());
  }

  private Check ofThisPair(Check check) {
    if (!check.subject().equals(pair)) {
      throw new IllegalArgumentException("a check of another pair: " + check.info().id());
    }
    return check;
  }

  /// The rows of one host. They are made when the first check needs them.
  private final class Rows {
    private final String host;
    private final Budget budget;
    private Optional<Made> made = Optional.empty();

    /// @param clients rows of clients on this host
    /// @param unasked rows of servers on this host
    private record Made(List<Row> clients, List<UnaskedClient> unasked) {}

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
          .or(() -> evidence.unseen().map(why -> unseen(check, evidence, why)))
          .orElseGet(() -> Judge.within(budget, check, host, () -> judge(check, evidence)));
    }

    private CheckResult unseen(Check check, PairEvidence evidence, String why) {
      return Judge.unknown(
          check,
          host,
          evidence.wasAsked()
              ? new Explanation(Explanation.GAP, "its sockets could not be looked at: " + why)
              : new Explanation(Explanation.NOT_ASKED, why));
    }

    private CheckResult judge(Check check, PairEvidence evidence) {
      Made all = made(evidence);
      // a client that the check covers has a result on its own host, if only that it was not
      // reached
      List<UnaskedClient> unasked =
          all.unasked().stream()
              .filter(client -> client.host().filter(name -> covers.test(check, name)).isEmpty())
              .toList();
      List<Row> rows = new ArrayList<>(all.clients());
      unasked.forEach(client -> rows.add(client.row()));
      CheckResult result = judge(check, evidence, rows);
      return all.clients().isEmpty() && !unasked.isEmpty() ? named(result, unasked) : result;
    }

    /// Empty if no client of the host is connected to one of the servers.
    Optional<CheckResult> judge(Check check, Set<String> servers) {
      PairEvidence evidence = hosts.get(host);
      if (evidence == null || evidence.unseen().isPresent()) {
        return Optional.empty(); // the servers' hosts tell of its connections
      }
      List<Row> rows;
      try {
        rows = connectedTo(servers, made(evidence).clients());
      } catch (LimitReached e) {
        return Optional.of(Judge.unknown(check, host, Explanation.of(e.reason(), e.why())));
      }
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Judge.applies(check, host, evidence.description())
                  .orElseGet(
                      () -> Judge.within(budget, check, host, () -> judge(check, evidence, rows))));
    }

    private CheckResult judge(Check check, PairEvidence evidence, List<Row> rows) {
      List<Row> asked = asked(check, rows);
      CheckResult result = Judge.judge(check, host, asked, evidence.gap(rows), budget);
      list(check, asked, result);
      return rows.stream().anyMatch(PairRows::isAssumed) ? weakened(result) : result;
    }

    /// Notes which pairs the check has selected, and what it said of them.
    private void list(Check check, List<Row> rows, CheckResult result) {
      PairList list = lists.computeIfAbsent(host, _ -> new PairList(pair, fits));
      Set<Row> wrong = identical();
      result.findings().forEach(finding -> finding.row().ifPresent(wrong::add));
      Set<Row> unread = identical();
      result.undecided().rows().forEach(entry -> entry.row().ifPresent(unread::add));
      // a row that was only counted may be any of the others
      Verdict rest =
          result.more() > 0 || result.undecided().more() > 0 ? Verdict.UNKNOWN : Verdict.PASS;
      for (Row row : rows) {
        budget.step();
        if (unread.contains(row)) {
          list.add(row, check.info().id(), Verdict.UNKNOWN.word());
        } else if (Judge.selects(check, row)) {
          Verdict told = wrong.contains(row) ? Verdict.DRIFT : ofRows(check, result, rest);
          list.add(row, check.info().id(), told.word());
        }
      }
    }

    /// A check about all rows together says the same of each.
    private static Verdict ofRows(Check check, CheckResult result, Verdict rest) {
      boolean each =
          check.expectation() instanceof Check.Expectation.Every
              || check.expectation() instanceof Check.Expectation.NoRow;
      return each || result.verdict() == Verdict.NOT_APPLICABLE ? rest : result.verdict();
    }

    private static Set<Row> identical() {
      return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// The rows with what the product's table says, if the check asks for it.
    private List<Row> asked(Check check, List<Row> rows) {
      if (fits.isEmpty() || check.named().noneMatch(PairFits.COLUMNS::contains)) {
        return rows;
      }
      List<Row> all = new ArrayList<>();
      for (Row row : rows) {
        budget.step();
        all.addAll(fits.get().rows(row));
      }
      budget.rows(all.size(), PairRows.ROW_BYTES);
      return all;
    }

    private Made made(PairEvidence evidence) {
      if (made.isEmpty()) {
        budget.steps(LOOK);
        PairRows all = new PairRows(hosts, evidence, book);
        made = Optional.of(new Made(all.rows(budget), all.unaskedClients(budget)));
      }
      return made.get();
    }
  }

  private static List<Row> connectedTo(Set<String> servers, List<Row> clients) {
    return clients.stream()
        .filter(row -> row.text(PairRows.SERVER_HOST).filter(servers::contains).isPresent())
        .toList();
  }

  /// The result with a reason that names the clients, if it is unknown because of them.
  private static CheckResult named(CheckResult result, List<UnaskedClient> unasked) {
    boolean because =
        result.verdict() == Verdict.UNKNOWN
            && result
                .explanation()
                .filter(why -> why.code().equals(Explanation.UNREAD))
                .isPresent();
    Explanation named =
        new Explanation(
            Explanation.UNREAD, Escape.sentence(PairRows.sentence(result.host(), unasked)));
    return because ? result.with(Optional.of(named), result.undecided()) : result;
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
