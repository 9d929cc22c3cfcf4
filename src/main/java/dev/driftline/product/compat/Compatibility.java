package dev.driftline.product.compat;

import dev.driftline.product.compat.Rule.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a table about a client and a server. Pure functions.
///
/// All rows that match are kept, and the worst one is the answer. A row never silences another, but for `instead_of`.
public final class Compatibility {

  private static final Comparator<Rule> WORST_FIRST =
      Comparator.comparing(Rule::compatible)
          .reversed()
          .thenComparing(Comparator.comparing(Rule::weight).reversed());

  private final CompatTable table;

  /// The servers before and after: the answers of an old server may survive its upgrade.
  private final Party before;

  private final Party after;

  /// Whether the new server begins without the data and the configuration of the old one.
  private final boolean fresh;

  /// The broken logins of now that a connection which lives disproves: the names of the conditions that nobody asked,
  /// by the id of the rule. At least one of these is false.
  private final Map<String, Set<String>> disproved;

  /// Whether the client is logged in now.
  private final boolean connected;

  private Compatibility(
      CompatTable table,
      Party before,
      Party after,
      boolean fresh,
      boolean connected,
      Map<String, Set<String>> disproved) {
    this.table = table;
    this.before = before;
    this.after = after;
    this.fresh = fresh;
    this.connected = connected;
    this.disproved = disproved;
  }

  /// A table that is asked about a server which stays as it is.
  private static Compatibility asItIs(
      CompatTable table, Situation now, Map<String, Set<String>> disproved) {
    return new Compatibility(
        table, now.server(), now.server(), false, now.established(), disproved);
  }

  /// What the table says of a pair as it is. Only what is told counts: a row with an unknown condition is among the
  /// rules, and is no fault.
  public static Judgement now(CompatTable table, Situation now) {
    Compatibility asked = asItIs(table, now, Map.of());
    return asked.judged(now, asked.rules(now));
  }

  private Judgement judged(Situation now, List<Rule> rules) {
    List<Rule> told = rules.stream().filter(Rule::holds).toList();
    Optional<String> why = undecided(now, told, now.established());
    return new Judgement(verdict(told, why, now.established()), why, rules);
  }

  /// The worst of the rules that count. What is not a fault is ok only if nothing is undecided.
  private static Optional<Compatible> verdict(
      List<Rule> counted, Optional<String> undecided, boolean established) {
    Optional<Compatible> worst =
        counted.stream().map(Rule::compatible).max(Comparator.naturalOrder());
    if (worst.filter(found -> found != Compatible.OK).isPresent()) {
      return worst;
    }
    // a connection that lives is ok without a row
    Optional<Compatible> known = established ? Optional.of(Compatible.OK) : worst;
    return undecided.isEmpty() ? known : Optional.empty();
  }

  /// What becomes of a client if its server, or the client itself, changes.
  ///
  /// What is told is about the time after the change. A client that is logged in now shows how a login is now, whatever
  /// somebody tells. For example, a libpq 9.6 that is connected cannot have a SCRAM password today; told "SCRAM", it is
  /// the upgrade that breaks it.
  ///
  /// @param told  answers to the table's conditions, by name; what a host said itself wins
  /// @param fresh whether the new server is installed anew: then no data and no configuration survives
  public static Change change(
      CompatTable table, Situation now, Situation then, Map<String, String> told, boolean fresh) {
    Map<String, Set<String>> disproved =
        now.established() ? asItIs(table, now, Map.of()).disprovedBy(now) : Map.of();
    Compatibility asked = asItIs(table, now, disproved);
    Situation toldNow = now.told(told);
    List<Rule> rules = asked.loginsAsSeen(asked.rules(now), asked.rules(toldNow));
    List<Rule> seen = asked.weighed(rules, toldNow);
    Compatibility later =
        new Compatibility(table, now.server(), then.server(), fresh, now.established(), disproved);
    return later.compare(
        asked.judged(now, rules),
        seen,
        asked.weighed(asked.rules(toldNow), toldNow),
        then.told(told));
  }

  /// What is told, but for the logins, which are as they were seen.
  private List<Rule> loginsAsSeen(List<Rule> seen, List<Rule> told) {
    return Stream.concat(
            seen.stream().filter(Compatibility::isProven),
            told.stream().filter(rule -> !isProven(rule)))
        .sorted(WORST_FIRST)
        .toList();
  }

  private static boolean isProven(Rule rule) {
    return CompatTable.PROVEN_BY_A_CONNECTION.contains(rule.row().topic());
  }

  /// @param seen the rules of now
  /// @param told the same, if what is told held already
  private Change compare(Judgement now, List<Rule> seen, List<Rule> told, Situation then) {
    List<Rule> is = weighed(rules(then), then);
    Map<String, Rule> old = seen.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    List<Rule> counted = new ArrayList<>();
    List<Rule> worse = new ArrayList<>();
    List<Rule> already = new ArrayList<>();
    for (Rule rule : is) {
      Rule before = old.get(rule.id());
      boolean fault = rule.compatible() != Compatible.OK;
      boolean more = fault && (before == null || rule.outweighs(before) || isNearer(rule, before));
      if (fault) {
        (more ? worse : already).add(rule);
      }
      if (more || rule.holds()) {
        counted.add(rule);
      }
    }
    Set<String> kept = is.stream().map(Rule::id).collect(Collectors.toSet());
    List<Rule> cured =
        told.stream()
            .filter(rule -> rule.compatible() != Compatible.OK && !kept.contains(rule.id()))
            .toList();
    Optional<String> why = undecided(then, counted, false);
    Judgement judged = new Judgement(verdict(counted, why, false), why, is);
    return new Change(now, judged, worse, already, cured);
  }

  /// Whether less is unknown of a login than before: somebody told one of its conditions, and it is as the rule says.
  private static boolean isNearer(Rule rule, Rule before) {
    return isProven(rule)
        && rule.open().size() < before.open().size()
        && before.open().containsAll(rule.open());
  }

  /// The rules in which a row with an unknown condition is a risk.
  private List<Rule> weighed(List<Rule> rules, Situation situation) {
    return rules.stream()
        .flatMap(rule -> weighed(rule, situation).stream())
        .sorted(WORST_FIRST)
        .toList();
  }

  /// What a rule comes to if a change is judged; empty if it is silent.
  private Optional<Rule> weighed(Rule rule, Situation situation) {
    if (rule.holds()) {
      return Optional.of(rule);
    }
    if (rule.row().compatible() == Compatible.OK) {
      boolean same = rule.unread().isEmpty() && rule.open().stream().allMatch(this::stays);
      return connected && same
          ? Optional.of(new Rule(rule.row(), Compatible.OK, Weight.TOLD, List.of(), List.of()))
          : Optional.empty();
    }
    if (isDisproved(rule)) {
      return Optional.empty();
    }
    Weight weight = weight(rule);
    if (isOfANewServer(rule, weight)) {
      return Optional.of(
          new Rule(rule.row(), verdict(rule.row(), situation), Weight.TOLD, List.of(), List.of()));
    }
    return Optional.of(new Rule(rule.row(), Compatible.RISK, weight, rule.open(), rule.unread()));
  }

  /// Whether the rule cannot hold, because it would have held before the change as well, and the client is logged in.
  /// If something was told about it since, another one of its conditions may be the one that was false.
  private boolean isDisproved(Rule rule) {
    Set<String> unasked = disproved.get(rule.id());
    return unasked != null
        && names(rule.open()).containsAll(unasked)
        && rule.open().stream().allMatch(this::stays);
  }

  private static Set<String> names(List<TableCondition> conditions) {
    return conditions.stream().map(TableCondition::name).collect(Collectors.toSet());
  }

  /// A server that is installed anew has the data of its makers: what would survive an upgrade is then told.
  private boolean isOfANewServer(Rule rule, Weight weight) {
    return fresh
        && weight == Weight.USUAL
        && rule.unread().isEmpty()
        && rule.open().stream().allMatch(TableCondition::carries);
  }

  /// Whether the answer to a condition is the same before and after.
  private boolean stays(TableCondition condition) {
    Optional<String> old = condition.defaultOf(before);
    boolean same = old.isPresent() && old.equals(condition.defaultOf(after));
    return same || (condition.carries() && !fresh);
  }

  private Weight weight(Rule rule) {
    if (!rule.unread().isEmpty()) {
      return Weight.OPEN;
    }
    Trilean usual = Trilean.TRUE;
    for (When when : rule.row().when()) {
      Optional<TableCondition> open =
          rule.open().stream().filter(known -> known.name().equals(when.condition())).findFirst();
      usual = open.map(this::usualAnswer).map(when::holds).orElse(Trilean.TRUE).and(usual);
    }
    return switch (usual) {
      case TRUE -> Weight.USUAL;
      case FALSE -> Weight.UNUSUAL;
      case UNKNOWN -> Weight.OPEN;
    };
  }

  private Optional<String> usualAnswer(TableCondition condition) {
    return condition.defaultOf(condition.carries() && !fresh ? before : after);
  }

  /// The rows that match, with what is told of each. The worst comes first.
  private List<Rule> rules(Situation situation) {
    List<Rule> rules = new ArrayList<>();
    for (TableRow row : table.rows()) {
      rule(row, situation).ifPresent(rules::add);
    }
    Set<String> silenced = new HashSet<>();
    rules.stream().filter(Rule::holds).forEach(rule -> silenced.addAll(rule.row().insteadOf()));
    return rules.stream()
        .filter(rule -> !silenced.contains(rule.id()))
        .sorted(WORST_FIRST)
        .toList();
  }

  private Optional<Rule> rule(TableRow row, Situation situation) {
    Trilean client = row.client().has(situation.client());
    Trilean server = row.server().has(situation.server());
    if (client.and(server) == Trilean.FALSE) {
      return Optional.empty();
    }
    List<TableCondition> open = new ArrayList<>();
    for (When when : row.when()) {
      switch (when.holds(situation.answer(when.condition()))) {
        case FALSE -> {
          return Optional.empty();
        }
        case UNKNOWN -> open.add(table.conditions().get(when.condition()));
        case TRUE -> {}
      }
    }
    List<String> unread = new ArrayList<>();
    if (client == Trilean.UNKNOWN) {
      unread.add(situation.client().words());
    }
    if (server == Trilean.UNKNOWN) {
      unread.add(situation.server().words());
    }
    boolean told = open.isEmpty() && unread.isEmpty();
    return Optional.of(
        new Rule(row, verdict(row, situation), told ? Weight.TOLD : Weight.OPEN, open, unread));
  }

  /// What a row says. A version that a distribution mended without a new number may not have the fault.
  private static Compatible verdict(TableRow row, Situation situation) {
    boolean backported = situation.client().backported() || situation.server().backported();
    return backported && row.tried().isEmpty() && row.compatible() == Compatible.BROKEN
        ? Compatible.RISK
        : row.compatible();
  }

  /// The broken logins of now that cannot hold, because the client is logged in.
  private Map<String, Set<String>> disprovedBy(Situation now) {
    return rules(now).stream()
        .filter(rule -> !rule.holds() && rule.unread().isEmpty())
        .filter(rule -> rule.row().compatible() == Compatible.BROKEN)
        .filter(Compatibility::isProven)
        .collect(Collectors.toMap(Rule::id, rule -> names(rule.open())));
  }

  /// Why it cannot be told whether the client can log in.
  private Optional<String> undecided(Situation situation, List<Rule> counted, boolean established) {
    return noProduct(situation)
        .or(() -> unknown(situation.client()))
        .or(() -> unknown(situation.server()))
        .or(() ->
            established || counted.stream().anyMatch(Compatibility::isAboutTheLogin)
                ? Optional.empty()
                : Optional.of(
                    "the table %s does not say whether %s can log in to %s"
                        .formatted(
                            table.name(), situation.client().words(), situation.server().words())));
  }

  /// A row about any client that may hold says nothing of this one.
  private static boolean isAboutTheLogin(Rule rule) {
    return CompatTable.LOGIN.contains(rule.row().topic())
        && (rule.holds() || !rule.row().client().any());
  }

  private Optional<String> noProduct(Situation situation) {
    boolean known =
        situation.client().product().isPresent() && situation.server().product().isPresent();
    return known
        ? Optional.empty()
        : Optional.of(
            "the table %s does not know the product of the %s"
                .formatted(
                    table.name(), situation.client().product().isEmpty() ? "client" : "server"));
  }

  private Optional<String> unknown(Party party) {
    TableProduct product = party.product().orElseThrow();
    if (party.version().isEmpty()) {
      return Optional.of("the version of %s is not known".formatted(product.name()));
    }
    return table
        .knownUntil(product)
        .filter(last -> party.version().get().isBehind(last))
        .map(last -> "the table is known until %s %s".formatted(product.name(), last));
  }
}
