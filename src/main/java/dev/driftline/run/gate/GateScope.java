package dev.driftline.run.gate;

import dev.driftline.gate.assume.AffectedProducts;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.PlannedHosts;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import dev.driftline.pair.PairPlan;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.run.Assignment;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a gate is about: its plan, the products that the plan changes, and the checks that it may change. Checks that
/// no assumption can change are not asked.
///
/// @param affected products of which the plan changes servers or clients
/// @param knowledge the products and tables of the run
public record GateScope(PlannedHosts planned, Set<Product> affected, Knowledge knowledge) {

  /// The scope of a plan.
  public static GateScope of(PlannedHosts planned, Knowledge knowledge) {
    return new GateScope(
        planned,
        AffectedProducts.of(planned.plan().assumptions(), knowledge.products()),
        knowledge);
  }

  /// All live connections of a product.
  public Subject.Pair pair(Product product) {
    return Subject.Pair.of(product, knowledge);
  }

  /// All products of the run.
  public Products products() {
    return knowledge.products();
  }

  /// The same hosts with the checks that the plan may change.
  public Assignment changeable(Assignment all) {
    Map<String, List<Check>> checks = new LinkedHashMap<>();
    for (Host host : all.hosts()) {
      checks.put(
          host.name(),
          all.of(host.name()).stream().filter(check -> mayChange(check, host.name())).toList());
    }
    return new Assignment(all.hosts(), checks, Map.of(), all.locations(), all.waivers());
  }

  /// The same hosts without checks about other pairs, for which the first hosts were not asked.
  static Assignment within(List<Subject.Pair> pairs, Assignment all) {
    Map<String, List<Check>> checks = new LinkedHashMap<>();
    for (Host host : all.hosts()) {
      checks.put(
          host.name(),
          all.of(host.name()).stream()
              .filter(
                  check -> !(check.subject() instanceof Subject.Pair pair) || pairs.contains(pair))
              .toList());
    }
    return new Assignment(all.hosts(), checks, Map.of(), all.locations(), all.waivers());
  }

  private boolean mayChange(Check check, String host) {
    if (check.isRated() || check.expectation() instanceof Check.Expectation.Same) {
      return false; // a gate asks the table itself; and it does not ask all hosts that are compared
    }
    return switch (check.subject()) {
      case Subject.Pair pair -> pair.product().map(this::isAffected).orElse(!affected.isEmpty());
      case Subject.Rows(Question question) ->
          !planned.of(host).isEmpty() && mayChange(question, planned.of(host));
      case Subject.NotAsked _, Subject.SwitchedOff _ -> false;
    };
  }

  private boolean isAffected(String product) {
    return affected.stream().anyMatch(each -> each.name().equals(product));
  }

  private boolean mayChange(Question question, List<Assumption> assumptions) {
    return LibrariesTable.isAskedBy(question)
        || (PackagesTable.isAskedBy(question)
            && (assumptions.stream().anyMatch(each -> PackagesTable.wants(question, each.name()))
                || PackagesTable.names(question).stream().anyMatch(this::isOfAffected)));
  }

  /// Whether a package is of a product that the plan changes: it may be taken along.
  private boolean isOfAffected(String packageName) {
    return products()
        .server(Optional.of(packageName), "")
        .flatMap(server -> products().withServer(server.name()))
        .filter(affected::contains)
        .isPresent();
  }

  /// The pairs that are looked at: those of the affected products, and those of checks.
  List<Subject.Pair> pairs(Assignment assignment) {
    Set<Subject.Pair> pairs = new LinkedHashSet<>();
    affected.forEach(product -> pairs.add(pair(product)));
    pairs.addAll(assignment.pairs());
    return List.copyOf(pairs);
  }

  /// What one host is asked.
  ///
  /// @param pairs  that are looked at on every host
  /// @param second whether it is asked because it is connected to a host of the plan
  Set<Question> questions(
      Host host, Assignment assignment, List<Subject.Pair> pairs, boolean second) {
    Set<Question> questions = new TreeSet<>(Set.of(HostDescription.QUESTION));
    pairs.forEach(pair -> questions.addAll(PairPlan.questions(pair)));
    if (second) {
      // a proxy listens on ports of its own
      questions.add(SocketsTable.question());
    }
    // who is connected has a client; of the others it is told whether one is installed
    if (!planned.of(host.name()).isEmpty() || (!second && !affected.isEmpty())) {
      questions.add(PackagesTable.question());
    }
    for (Check check : assignment.of(host.name())) {
      if (check.subject() instanceof Subject.Rows(Question question)) {
        questions.add(question);
      }
    }
    return questions;
  }
}
