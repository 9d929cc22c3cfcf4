package dev.driftline.run.gate;

import dev.driftline.gate.assume.AffectedProducts;
import dev.driftline.gate.assume.AssumedHost;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PairEvidence;
import dev.driftline.pair.PairPeers;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Product;
import dev.driftline.run.Assignment;
import dev.driftline.run.HostSummary;
import dev.driftline.run.KeptMemory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges one host of a gate as far as it can be judged alone: now, and as if the plan were done.
///
/// @param assignment the hosts of one wave, with the checks that the plan may change
/// @param pairs      that are looked at on every host
record GateWork(GateScope scope, Assignment assignment, List<Pair> pairs) {

  /// Judges a host, and pays for what has to be kept of it. If there is no memory for that, nothing was read of it.
  GateHost judge(HostAnswers answers, Budget budget, KeptMemory kept) {
    GateHost judged = judge(answers, budget);
    try {
      kept.pay(judged.bytes());
      return judged;
    } catch (LimitReached e) {
      return judge(unread(answers, e), Budget.unlimited());
    }
  }

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

  private GateHost judge(HostAnswers answers, Budget budget) {
    String host = answers.host().name();
    List<Assumption> assumptions = scope.planned().of(host);
    AssumedHost assumed =
        assumptions.isEmpty()
            ? AssumedHost.unchanged(answers)
            : AssumedHost.of(answers, assumptions, scope.products());
    List<CheckResult> now = rows(host, answers, budget);
    Map<Pair, PairEvidence> evidence = evidence(answers);
    return new GateHost(
        HostSummary.of(answers),
        assumed.withoutAnswers(),
        now,
        assumed.isChanged() ? rows(host, assumed.then(), budget) : now,
        evidence,
        assumed.isChanged() ? evidence(assumed.then()) : evidence,
        proxied(evidence, answers),
        withClients(answers),
        answers.verifiedAddress(),
        HostDescription.description(answers).map(HostDescription::addresses).orElse(Cell.none()));
  }

  private List<CheckResult> rows(String host, HostAnswers answers, Budget budget) {
    List<Check> checks =
        assignment.of(host).stream()
            .filter(check -> !(check.subject() instanceof Subject.Pair))
            .toList();
    return Judge.judge(
        checks, answers, HostDescription.description(answers), (_, rows) -> rows, budget);
  }

  private Map<Pair, PairEvidence> evidence(HostAnswers answers) {
    Optional<Row> description = HostDescription.description(answers);
    Map<Pair, PairEvidence> evidence = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      evidence.put(pair, PairEvidence.of(pair, answers, description));
    }
    return evidence;
  }

  private static Map<Pair, List<Row>> proxied(
      Map<Pair, PairEvidence> evidence, HostAnswers answers) {
    List<Row> sockets =
        answers.answers().get(SocketsTable.question()) instanceof Answer.Observed observed
            ? observed.rows()
            : List.of();
    Map<Pair, List<Row>> proxied = new HashMap<>();
    evidence.forEach((pair, seen) -> proxied.put(pair, PairPeers.acceptedByProxies(seen, sockets)));
    return proxied;
  }

  /// The products of which a client is installed. Without an answer there is none: a host that is not connected is only
  /// listed.
  private Set<String> withClients(HostAnswers answers) {
    Set<String> products = new HashSet<>();
    if (answers.answers().get(PackagesTable.question()) instanceof Answer.Observed observed) {
      for (Row row : observed.rows()) {
        String name = row.text(PackagesTable.NAME).orElse("");
        for (Product product : scope.affected()) {
          if (AffectedProducts.isClient(name, product, scope.products())) {
            products.add(product.name());
          }
        }
      }
    }
    return products;
  }
}
