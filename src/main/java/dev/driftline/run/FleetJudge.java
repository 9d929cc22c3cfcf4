package dev.driftline.run;

import dev.driftline.collect.Workers;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.FoundPair;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PeerHosts;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.run.JudgedHost.Unnamed;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Judges all hosts of a run, in two steps.
///
/// 1. When a host has answered, its checks about rows are judged ([#judge]), and the results are kept ([#take]). Of the
///    answers only the parts are kept that have to wait for other hosts. These are the evidence about pairs, and the
///    rows with a peer address that a check asks about or that are wrong.
/// 2. When all hosts are done, pairs are judged, and peer addresses get the names of hosts ([#results]). Only then is
///    it known which host has which address.
///
/// For example, a check wants that no descriptor leads to `db1`, and one of app1 leads to 192.0.2.1. Whether that is
/// db1 is known when db1 was connected to. So the row waits.
///
/// [#judge] may be called from any thread. The other methods must be called from one thread.
public final class FleetJudge {

  private final Assignment assignment;
  private final Function<Set<String>, Map<String, List<String>>> resolver;
  private final Supplier<List<String>> here;
  private final AddressBook.Builder addresses = new AddressBook.Builder();
  private final List<Pair> pairs;
  private final Map<String, List<CheckResult>> results = new HashMap<>();
  private final Map<String, Unnamed> unnamed = new HashMap<>();
  private final Map<Pair, List<PairEvidence>> evidence = new HashMap<>();
  private final Map<String, Budget> budgets = new HashMap<>();
  private final List<FoundPair> found = new ArrayList<>();
  private final PairCover cover;
  private final SameEverywhere same;

  /// @param resolver gives the addresses of names, at the end; see [AddressBook.Builder#build]
  /// @param here     gives the addresses of the machine that has asked the hosts, at the end
  public FleetJudge(
      Assignment assignment,
      Function<Set<String>, Map<String, List<String>>> resolver,
      Supplier<List<String>> here) {
    this.assignment = assignment;
    this.resolver = resolver;
    this.here = here;
    this.pairs = List.copyOf(assignment.pairs());
    this.cover = new PairCover(assignment);
    this.same = new SameEverywhere(assignment);
    pairs.forEach(pair -> evidence.put(pair, new ArrayList<>()));
    assignment.locations().forEach(addresses::location);
  }

  /// The machine that has asked the hosts has its own addresses.
  private void addThoseHere() {
    assignment.locations().stream()
        .filter(location -> location.method() == Connection.Method.LOCAL)
        .map(HostLocation::host)
        .forEach(host -> here.get().forEach(address -> addresses.verified(address, host)));
  }

  /// Judges one host as far as it can be judged alone, and pays for what has to be kept of it. If there is no memory
  /// for that, rows that could not be judged are only counted. If there is still none, all results of the host are
  /// unknown.
  ///
  /// @param budget of the host
  JudgedHost judge(HostAnswers answers, Budget budget, KeptMemory kept) {
    JudgedHost judged = judge(answers, budget);
    if (kept.paysWithUndecidedRows(judged.bytes())) {
      return judged;
    }
    JudgedHost counted = judged.withoutUndecidedRows();
    try {
      kept.pay(counted.bytes());
      return counted;
    } catch (LimitReached e) {
      return judge(unread(answers, e), Budget.unlimited());
    }
  }

  /// The answers as if none could have been read.
  private static HostAnswers unread(HostAnswers answers, LimitReached why) {
    Map<Question, Answer> unknown = new HashMap<>();
    answers
        .answers()
        .keySet()
        .forEach(
            question -> unknown.put(question, new Answer.Unknown(why.reason(), why.why(), "")));
    return new HostAnswers(
        answers.host(),
        answers.outcome(),
        unknown,
        Optional.empty(),
        answers.elapsed(),
        answers.verifiedAddress());
  }

  private JudgedHost judge(HostAnswers answers, Budget budget) {
    // without the names of peers; they come at the end
    List<Check> checks = ofRows(answers.host().name());
    Optional<Row> description = HostDescription.description(answers);
    List<CheckResult> judged = Judge.judge(checks, answers, description, PeerHosts::notYet, budget);
    // the results that names may change
    List<Integer> open = new ArrayList<>();
    for (int number = 0; number < judged.size(); number++) {
      if (WaitsForNames.isOpen(checks.get(number), judged.get(number), answers)) {
        open.add(number);
      }
    }
    return new JudgedHost(
        HostSummary.of(answers),
        judged,
        pairs.stream().map(pair -> PairEvidence.of(pair, answers, description)).toList(),
        answers.verifiedAddress(),
        description.map(HostDescription::addresses).orElse(Cell.none()),
        open.isEmpty()
            ? Optional.empty()
            : Optional.of(new Unnamed(only(open, checks, answers), open)),
        SameEverywhere.rows(checks, answers, description, budget),
        budget);
  }

  /// Keeps the results of a host, and tells the address book where the host is.
  void take(JudgedHost judged) {
    String host = judged.name();
    results.put(host, new ArrayList<>(judged.results()));
    for (int number = 0; number < pairs.size(); number++) {
      Objects.requireNonNull(evidence.get(pairs.get(number))).add(judged.evidence().get(number));
    }
    judged.verifiedAddress().ifPresent(address -> addresses.verified(address, host));
    claim(judged.addresses(), host);
    judged.unnamed().ifPresent(open -> unnamed.put(host, open));
    // the rest of its budget is for the second step
    same.take(host, judged.same());
    if (judged.waits() || !pairs.isEmpty()) {
      budgets.put(host, judged.budget());
    }
  }

  /// Notes the addresses that a host says it has. The host could lie, so they decide nothing about the peers of other
  /// hosts.
  private void claim(Cell addresses, String host) {
    if (addresses instanceof Cell.Text(String list)) {
      Stream.of(list.split(",", -1)).forEach(address -> this.addresses.claimed(address, host));
    }
  }

  private List<Check> ofRows(String host) {
    return assignment.of(host).stream()
        .filter(check -> !(check.subject() instanceof Pair))
        .toList();
  }

  /// The answers to the questions of these checks, and the host's description. The other answers are not needed any
  /// more.
  private static HostAnswers only(List<Integer> numbers, List<Check> checks, HostAnswers answers) {
    Set<Question> wanted = new TreeSet<>(Set.of(HostDescription.QUESTION));
    for (int number : numbers) {
      if (checks.get(number).subject() instanceof Subject.Rows(Question question)) {
        wanted.add(question);
      }
    }
    Map<Question, Answer> kept = new HashMap<>(answers.answers());
    kept.keySet().retainAll(wanted);
    return new HostAnswers(
        answers.host(), answers.outcome(), kept, Optional.empty(), answers.elapsed());
  }

  /// The results of all hosts, in the order of the inventory and of the policies. Called once, at the end.
  ///
  /// Hosts are judged one after the other. A result that is not judged before the end of the run is unknown.
  List<CheckResult> results(Workers workers, KeptMemory kept) {
    addThoseHere();
    AddressBook book = addresses.build(resolver);
    Map<Pair, PairJudge> judges = new HashMap<>();
    evidence.forEach(
        (pair, hosts) -> judges.put(pair, new PairJudge(pair, hosts, book, cover::covers)));
    same.count();
    List<CheckResult> all = new ArrayList<>();
    for (Host host : assignment.hosts()) {
      String name = host.name();
      // a host without a budget here waits for nobody, so its results only have to be put in order
      Function<Budget, List<CheckResult>> judge = budget -> results(name, judges, book, budget);
      Budget budget = budgets.get(name);
      List<CheckResult> judged =
          budget == null
              ? judge.apply(Budget.unlimited())
              : within(
                  budget, judge, kept.beside(Objects.requireNonNull(results.get(name))), workers);
      judged.forEach(result -> all.add(PrivilegeHint.added(result, host.connection())));
      unnamed.remove(name); // its rows are not needed any more
      judges.values().forEach(pair -> found.addAll(pair.pairs(name)));
    }
    return all;
  }

  /// The pairs that were seen. There are none before [#results].
  List<FoundPair> pairs() {
    return found;
  }

  /// Judges one host with the answers of the other hosts, on a worker. New findings are paid for, too. If driftline
  /// itself fails here, the results of this host are unknown, and the other hosts lose nothing.
  private static List<CheckResult> within(
      Budget budget, Function<Budget, List<CheckResult>> judge, KeptMemory kept, Workers workers) {
    try {
      return workers
          .begin(
              budget,
              () -> {
                List<CheckResult> judged = judge.apply(budget);
                if (kept.paysWithUndecidedRows(KeptMemory.bytesOf(judged))) {
                  return judged;
                }
                List<CheckResult> counted = JudgedHost.withoutUndecidedRows(judged);
                kept.pay(KeptMemory.bytesOf(counted));
                return counted;
              })
          .await();
    } catch (LimitReached e) {
      // judging once more with nothing to spend makes each result that needs other hosts unknown
      return judge.apply(Budget.spent(e));
    } catch (RuntimeException | Error e) {
      return judge.apply(Budget.spent(new LimitReached(Reason.INTERNAL, fault(e))));
    }
  }

  private static String fault(Throwable thrown) {
    return "a fault in driftline: " + Escape.sentence(thrown.toString());
  }

  /// Puts the results about rows and about pairs in the order of the policies.
  private List<CheckResult> results(
      String host, Map<Pair, PairJudge> judges, AddressBook book, Budget budget) {
    Optional.ofNullable(unnamed.get(host)).ifPresent(open -> name(open, host, book, budget));
    same.judge(host, results.getOrDefault(host, new ArrayList<>()), budget);
    Iterator<CheckResult> ofRows = results.getOrDefault(host, List.of()).iterator();
    Map<Pair, Iterator<CheckResult>> ofPairs = new HashMap<>();
    List<CheckResult> all = new ArrayList<>();
    for (Check check : assignment.of(host)) {
      all.add(
          switch (check.subject()) {
            case Subject.Rows _, Subject.NotAsked _, Subject.SwitchedOff _ -> ofRows.next();
            case Pair pair ->
                ofPairs
                    .computeIfAbsent(
                        pair,
                        p ->
                            Objects.requireNonNull(judges.get(p))
                                .judge(ofPair(p, host), host, budget)
                                .iterator())
                    .next();
          });
    }
    all.addAll(ofServersElsewhere(host, judges, budget));
    return all;
  }

  /// The results of checks that cover the servers of this host's clients, and not the host itself.
  private List<CheckResult> ofServersElsewhere(
      String host, Map<Pair, PairJudge> judges, Budget budget) {
    Map<Pair, Map<Check, Set<String>>> ofPairs = new LinkedHashMap<>();
    for (PairCover.Covering covering : cover.beyond(host)) {
      ofPairs
          .computeIfAbsent(covering.pair(), _ -> new LinkedHashMap<>())
          .put(covering.check(), covering.hosts());
    }
    List<CheckResult> all = new ArrayList<>();
    ofPairs.forEach((pair, checks) ->
        all.addAll(Objects.requireNonNull(judges.get(pair)).judgeClients(checks, host, budget)));
    return all;
  }

  private List<Check> ofPair(Pair pair, String host) {
    return assignment.of(host).stream().filter(check -> check.subject().equals(pair)).toList();
  }

  /// Judges again the results that waited for names. If a check has no condition on names, its verdict cannot change:
  /// only the words of its findings get the name. So it keeps its first result if judging again finds no time.
  private void name(Unnamed open, String host, AddressBook book, Budget budget) {
    List<Check> checks = ofRows(host);
    List<CheckResult> judged = Objects.requireNonNull(results.get(host));
    for (int number : open.numbers()) {
      Check check = checks.get(number);
      CheckResult named =
          Judge.judge(
                  List.of(check),
                  open.answers(),
                  HostDescription.description(open.answers()),
                  PeerHosts.of(host, book),
                  budget)
              .getFirst();
      if (WaitsForNames.asksForPeerHost(check) || !named.findings().isEmpty()) {
        judged.set(number, named);
      }
    }
  }
}
