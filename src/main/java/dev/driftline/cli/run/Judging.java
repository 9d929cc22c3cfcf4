package dev.driftline.cli.run;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PeerHosts;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.Subject.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Judges hosts as they answer and keeps the results; of the answers it keeps only what has to wait for other hosts:
/// what pairs need, and the few hosts with a finding, or a check, that needs the name of a peer which the inventory
/// alone does not tell.
///
/// [#judge] may be called from any thread; the others are called from one.
public final class Judging {

  private static final String PEER_HOST = "peer_host";

  private final Assignment assignment;
  private final List<Pair> pairs;
  private final AddressBook inventory;
  private final AddressBook.Builder addresses = new AddressBook.Builder();
  private final Map<List<Check>, Boolean> asking = new ConcurrentHashMap<>();
  private final Map<String, List<CheckResult>> results = new HashMap<>();
  private final List<Judged> unnamed = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Map<Pair, List<PairEvidence>> evidence = new HashMap<>();
  private final Map<String, Budget> budgets = new HashMap<>();

  public Judging(Assignment assignment) {
    this.assignment = assignment;
    this.pairs = List.copyOf(assignment.pairs());
    pairs.forEach(pair -> evidence.put(pair, new ArrayList<>()));
    for (Host host : assignment.hosts()) {
      addresses.listed(host.connection().address(), host.name());
    }
    inventory = addresses.build();
  }

  /// Judges one host as far as it can be judged alone.
  ///
  /// @param budget what that may cost
  Judged judge(HostAnswers answers, Budget budget) {
    Optional<Row> description = Judge.description(answers);
    List<CheckResult> judged = judge(answers, inventory, budget);
    boolean waits =
        namesMatter(answers.host())
            || judged.stream().flatMap(r -> r.findings().stream()).anyMatch(Judging::isUnnamed);
    return new Judged(
        HostSummary.of(answers),
        judged,
        pairs.stream().map(pair -> PairEvidence.of(pair, answers, description)).toList(),
        HostSummary.row(answers)
            .map(row -> row.cell("addresses"))
            .orElse(Cell.unread("the host did not describe itself")),
        waits ? Optional.of(answers) : Optional.empty(),
        budget);
  }

  private boolean namesMatter(Host host) {
    return asking.computeIfAbsent(
        assignment.of(host.name()), checks -> checks.stream().anyMatch(Judging::asksForPeerHost));
  }

  private List<CheckResult> judge(HostAnswers answers, AddressBook book, Budget budget) {
    String host = answers.host().name();
    return Judge.judge(
        assignment.of(host), answers, rows -> PeerHosts.filled(rows, host, book), budget);
  }

  /// Keeps what a host came to.
  void take(Judged judged) {
    String host = judged.name();
    results.put(host, judged.results());
    for (int number = 0; number < pairs.size(); number++) {
      Objects.requireNonNull(evidence.get(pairs.get(number))).add(judged.evidence().get(number));
    }
    if (judged.addresses() instanceof Cell.Text(String list)) {
      for (String address : list.split(",", -1)) {
        addresses.reported(address, host);
      }
    }
    if (!(judged.addresses() instanceof Cell.Unread)) {
      told.add(host);
    }
    if (judged.unnamed().isPresent()) {
      unnamed.add(judged);
    }
    if (!pairs.isEmpty()) {
      budgets.put(host, judged.budget());
    }
  }

  private Optional<String> untold() {
    return assignment.hosts().stream()
        .map(Host::name)
        .filter(name -> !told.contains(name))
        .findFirst()
        .or(assignment::notAsked);
  }

  /// Whether which rows are right depends on the names of peers.
  private static boolean asksForPeerHost(Check check) {
    List<Condition> conditions =
        switch (check.expectation()) {
          case Expectation.Every(List<Condition> every) -> every;
          case Expectation.AtLeastOne(List<Condition> some) -> some;
          case Expectation.NoRow(List<Condition> none) -> none;
          case Expectation.Count _ -> List.of();
        };
    return Stream.concat(check.where().stream(), conditions.stream())
        .anyMatch(condition -> condition.column().equals(PEER_HOST));
  }

  /// Whether a finding has a peer whose host is not known by now.
  private static boolean isUnnamed(Finding finding) {
    return finding.row().map(Judging::isUnnamed).orElse(false);
  }

  private static boolean isUnnamed(Row row) {
    return row.columns().find(PEER_HOST).isPresent()
        && row.text("peer").isPresent()
        && row.text(PEER_HOST).isEmpty();
  }

  /// The results of all hosts, in the order of the inventory and of the policies. To be called once, at the end.
  public List<CheckResult> results() {
    AddressBook book = addresses.build(untold());
    for (Judged host : unnamed) {
      results.put(host.name(), judge(host.unnamed().orElseThrow(), book, host.budget()));
    }
    Map<Pair, PairJudge> judges = new HashMap<>();
    evidence.forEach((pair, hosts) -> judges.put(pair, new PairJudge(pair, hosts, book)));
    List<CheckResult> all = new ArrayList<>();
    for (Host host : assignment.hosts()) {
      Budget budget = budgets.getOrDefault(host.name(), Budget.whole());
      Iterator<CheckResult> ofRows = results.getOrDefault(host.name(), List.of()).iterator();
      for (Check check : assignment.of(host.name())) {
        all.add(
            switch (check.subject()) {
              case Subject.Rows _, Subject.NotAsked _ -> ofRows.next();
              case Pair pair ->
                  Objects.requireNonNull(judges.get(pair)).judge(check, host.name(), budget);
            });
      }
    }
    return all;
  }
}
