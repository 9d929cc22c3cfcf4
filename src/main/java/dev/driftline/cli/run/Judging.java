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
import java.util.stream.Stream;

/// Judges hosts as they answer and keeps the results; of the answers it keeps only what has to wait for other hosts:
/// what pairs need, and the few hosts with a finding, or a check, that needs the name of a peer which the inventory
/// alone does not tell.
public final class Judging {

  private static final String PEER_HOST = "peer_host";

  private final Assignment assignment;
  private final AddressBook inventory;
  private final AddressBook.Builder addresses = new AddressBook.Builder();
  private final Map<String, List<CheckResult>> results = new HashMap<>();
  private final Map<List<Check>, Boolean> asking = new HashMap<>();
  private final List<HostAnswers> unnamed = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Map<Pair, List<PairEvidence>> pairs = new HashMap<>();

  public Judging(Assignment assignment) {
    this.assignment = assignment;
    assignment.pairs().forEach(pair -> pairs.put(pair, new ArrayList<>()));
    for (Host host : assignment.hosts()) {
      addresses.listed(host.connection().address(), host.name());
    }
    inventory = addresses.build();
  }

  public void take(HostAnswers answers) {
    Optional<Row> description = Judge.description(answers);
    pairs.forEach((pair, evidence) -> evidence.add(PairEvidence.of(pair, answers, description)));
    HostSummary.row(answers).ifPresent(row -> addresses(row.cell("addresses"), answers.host()));
    boolean namesMatter =
        asking.computeIfAbsent(
            assignment.of(answers.host().name()),
            checks -> checks.stream().anyMatch(Judging::asksForPeerHost));
    List<CheckResult> judged = judge(answers, inventory);
    if (namesMatter
        || judged.stream().flatMap(r -> r.findings().stream()).anyMatch(Judging::isUnnamed)) {
      unnamed.add(answers);
    }
  }

  private void addresses(Cell cell, Host host) {
    if (cell instanceof Cell.Text(String list)) {
      for (String address : list.split(",", -1)) {
        addresses.reported(address, host.name());
      }
    }
    if (!(cell instanceof Cell.Unread)) {
      told.add(host.name());
    }
  }

  private Optional<String> untold() {
    return assignment.hosts().stream()
        .map(Host::name)
        .filter(name -> !told.contains(name))
        .findFirst()
        .or(assignment::notAsked);
  }

  private List<CheckResult> judge(HostAnswers answers, AddressBook book) {
    List<Check> checks = assignment.of(answers.host().name());
    List<CheckResult> judged =
        Judge.judge(
            checks,
            answers,
            rows -> PeerHosts.filled(rows, answers.host().name(), book),
            Budget.whole());
    results.put(answers.host().name(), judged);
    return judged;
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
    unnamed.forEach(answers -> judge(answers, book));
    Map<Pair, PairJudge> judges = new HashMap<>();
    pairs.forEach((pair, evidence) -> judges.put(pair, new PairJudge(pair, evidence, book)));
    List<CheckResult> all = new ArrayList<>();
    for (Host host : assignment.hosts()) {
      Iterator<CheckResult> ofRows = results.getOrDefault(host.name(), List.of()).iterator();
      for (Check check : assignment.of(host.name())) {
        all.add(
            switch (check.subject()) {
              case Subject.Rows _, Subject.NotAsked _ -> ofRows.next();
              case Pair pair ->
                  Objects.requireNonNull(judges.get(pair))
                      .judge(check, host.name(), Budget.whole());
            });
      }
    }
    return all;
  }
}
