package dev.driftline.run.gate;

import dev.driftline.gate.PairTables;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.gate.PairState;
import dev.driftline.pair.PairFits;
import dev.driftline.pair.PairThen;
import dev.driftline.product.Products;
import dev.driftline.product.compat.Change;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.Compatibility;
import dev.driftline.product.compat.Judgement;
import dev.driftline.product.compat.Rule;
import dev.driftline.product.compat.Situation;
import dev.driftline.product.compat.TableCondition;
import dev.driftline.product.compat.When;
import dev.driftline.product.compat.file.Knowledge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The compatibility tables of a run, as a gate asks them.
public final class KnownTables implements PairTables {

  private final Function<String, Optional<CompatTable>> tables;

  private final Products products;

  public KnownTables(Knowledge knowledge) {
    this(knowledge::table, knowledge.products());
  }

  /// @param tables by product
  KnownTables(Function<String, Optional<CompatTable>> tables, Products products) {
    this.tables = tables;
    this.products = products;
  }

  @Override
  public boolean isKnown(String product) {
    return tables.apply(product).isPresent();
  }

  /// The conditions of a product's table, each with the answers that its rules know; empty if it has no table.
  public Optional<Map<String, Optional<Set<String>>>> conditions(String product) {
    return tables
        .apply(product)
        .map(table ->
            table.conditions().keySet().stream()
                .collect(Collectors.toMap(Function.identity(), table::answers)));
  }

  @Override
  public States judge(Question question) {
    return tables
        .apply(question.product())
        .map(table -> judge(table, question))
        .orElseGet(() ->
            States.unknown("there is no compatibility table for %s".formatted(question.product())));
  }

  private States judge(CompatTable table, Question question) {
    PairFits fits = new PairFits(table, products);
    Situation seen = fits.situation(question.now());
    Situation then = fits.situation(PairThen.closed(question.then()));
    Change change = Compatibility.change(table, seen, then, question.told(), question.fresh());
    Optional<String> why = why(question, change.then());
    PairDelta delta =
        new PairDelta(
            rules(change.worse().stream().filter(rule -> rule.unread().isEmpty()).toList()),
            rules(change.already()),
            // only what was looked at can be cured
            why.isPresent() ? List.of() : rules(change.cured()),
            rules(change.worse().stream().filter(rule -> !rule.unread().isEmpty()).toList()),
            why);
    return new States(
        state(change.now(), change.cured()),
        state(change.then(), List.of()),
        delta,
        used(question.told(), change),
        differs(seen.answers(), question.told()));
  }

  /// Why it cannot be told what will be. What is broken is broken, whatever else is not known.
  private static Optional<String> why(Question question, Judgement then) {
    boolean broken =
        then.compatible()
            .filter(verdict -> verdict == dev.driftline.product.compat.Compatible.BROKEN)
            .isPresent();
    return then.undecided()
        .filter(_ -> !broken)
        .map(reason -> PairFits.unread(PairThen.closed(question.then())).orElse(reason));
  }

  private static PairState state(Judgement judgement, List<Rule> more) {
    List<Rule> rules = new ArrayList<>(more);
    judgement.rules().stream()
        .filter(rule -> more.stream().noneMatch(other -> other.id().equals(rule.id())))
        .forEach(rules::add);
    return new PairState(
        judgement.compatible().map(KnownTables::verdict), judgement.undecided(), rules(rules));
  }

  private static List<PairRule> rules(List<Rule> rules) {
    return rules.stream().map(KnownTables::rule).toList();
  }

  private static PairRule rule(Rule rule) {
    return new PairRule(
        rule.id(),
        rule.row().topic(),
        verdict(rule.compatible()),
        weight(rule.weight()),
        rule.row().code(),
        rule.row().sees(),
        rule.row().action(),
        List.of(rule.row().source()),
        Stream.concat(
                rule.open().stream().map(KnownTables::question),
                rule.unread().stream().map(end -> "the version of " + end))
            .toList());
  }

  private static String question(TableCondition condition) {
    return "%s: %s".formatted(condition.name(), condition.ask());
  }

  private static Compatible verdict(dev.driftline.product.compat.Compatible verdict) {
    return switch (verdict) {
      case OK -> Compatible.OK;
      case RISK -> Compatible.RISK;
      case GARBLED -> Compatible.GARBLED;
      case BROKEN -> Compatible.BROKEN;
    };
  }

  private static Weight weight(Rule.Weight weight) {
    return switch (weight) {
      case TOLD -> Weight.TOLD;
      case USUAL -> Weight.USUAL;
      case UNUSUAL -> Weight.UNUSUAL;
      case OPEN -> Weight.OPEN;
    };
  }

  /// What was told that a rule of the pair asks for.
  private static Set<String> used(Map<String, String> told, Change change) {
    Set<String> used = new HashSet<>();
    Stream.concat(change.now().rules().stream(), change.then().rules().stream())
        .flatMap(rule -> rule.row().when().stream())
        .map(When::condition)
        .filter(told::containsKey)
        .forEach(used::add);
    return used;
  }

  private static List<String> differs(Map<String, String> said, Map<String, String> told) {
    List<String> differs = new ArrayList<>();
    said.forEach((condition, value) -> {
      String other = told.getOrDefault(condition, value);
      if (!other.equals(value)) {
        differs.add(
            "the plan tells that %s is %s, and the host says %s: what it says counts"
                .formatted(condition, other, value));
      }
    });
    return differs;
  }
}
