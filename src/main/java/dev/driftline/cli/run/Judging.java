package dev.driftline.cli.run;

import dev.driftline.judge.AddressBook;
import dev.driftline.judge.Judge;
import dev.driftline.judge.PairEvidence;
import dev.driftline.judge.PairJudge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.Subject.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Judges hosts as they answer and keeps the results; of the answers it keeps only what has to wait for other hosts:
/// what pairs need, and the few hosts with a finding whose peer could not be named yet.
public final class Judging {

  private final Assignment assignment;
  private final AddressBook.Builder addresses = new AddressBook.Builder();
  private final Map<String, List<CheckResult>> results = new HashMap<>();
  private final List<HostAnswers> unnamed = new ArrayList<>();
  private final Map<Pair, List<PairEvidence>> pairs = new HashMap<>();

  public Judging(Assignment assignment) {
    this.assignment = assignment;
    assignment.pairs().forEach(pair -> pairs.put(pair, new ArrayList<>()));
    for (Host host : assignment.hosts()) {
      addresses.listed(host.connection().address(), host.name());
    }
  }

  public void take(HostAnswers answers) {
    pairs.forEach((pair, evidence) -> evidence.add(PairEvidence.of(pair, answers)));
    HostSummary.row(answers)
        .flatMap(row -> row.text("addresses"))
        .ifPresent(list -> add(list, answers.host()));
    if (judge(answers).stream().flatMap(r -> r.findings().stream()).anyMatch(Judging::isUnnamed)) {
      unnamed.add(answers);
    }
  }

  private void add(String list, Host host) {
    for (String address : list.split(",", -1)) {
      addresses.reported(address, host.name());
    }
  }

  private List<CheckResult> judge(HostAnswers answers) {
    List<Check> checks = assignment.of(answers.host().name());
    List<CheckResult> judged = Judge.judge(checks, answers, addresses.build());
    results.put(answers.host().name(), judged);
    return judged;
  }

  /// Whether a finding has a peer whose host is not known by now.
  private static boolean isUnnamed(Finding finding) {
    return finding.row().map(Judging::isUnnamed).orElse(false);
  }

  private static boolean isUnnamed(Row row) {
    return row.columns().find("peer_host").isPresent()
        && row.text("peer").isPresent()
        && row.text("peer_host").isEmpty();
  }

  /// The results of all hosts, in the order of the inventory and of the policies. To be called once, at the end.
  public List<CheckResult> results() {
    unnamed.forEach(this::judge);
    Map<Pair, PairJudge> judges = new HashMap<>();
    pairs.forEach(
        (pair, evidence) -> judges.put(pair, new PairJudge(pair, evidence, addresses.build())));
    List<CheckResult> all = new ArrayList<>();
    for (Host host : assignment.hosts()) {
      Iterator<CheckResult> ofRows = results.getOrDefault(host.name(), List.of()).iterator();
      for (Check check : assignment.of(host.name())) {
        all.add(
            switch (check.subject()) {
              case Subject.Rows _ -> ofRows.next();
              case Pair pair -> Objects.requireNonNull(judges.get(pair)).judge(check, host.name());
            });
      }
    }
    return all;
  }
}
