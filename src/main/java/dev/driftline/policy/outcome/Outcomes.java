package dev.driftline.policy.outcome;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.Domain;
import dev.driftline.model.table.VersionScale;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.outcome.MatcherTree.Leaf;
import dev.driftline.version.VersionOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether a matcher can hold and can fail, for the values that its column can have. A matcher that can only do one of
/// them decides nothing: a check made of it could never fail, or never pass.
///
/// One value is tried for each group of values between which the matcher makes no difference. For example, for `any:
/// ["< 5", ">= 5"]` beside a whole number these are 4 for all below 5, and 5 for 5 and more. The matcher holds for both,
/// so it cannot fail. From one value to the next only what differs is set ([Sweep]), so a list of thousands of literals
/// takes milliseconds.
///
/// What a group does not decide is tried both ways, for example whether an expression is found in a text. So a matcher
/// that can do only one of them may be missed, but a matcher that can do both is always found to. What would be tried
/// in too many ways counts as a matcher that can do both.
///
/// @param canHold for some value
/// @param canFail for some value
public record Outcomes(boolean canHold, boolean canFail) {

  private static final Outcomes BOTH = new Outcomes(true, true);

  /// How many leaves are tried in all ways: 3 to this power.
  private static final int MOST_OPEN = 6;

  /// How many leaves are set at most, about. It takes less than a second.
  private static final long MOST_SET = 20_000_000;

  /// Of the values that `column` can have. That there is no value is not one of them.
  public static Outcomes of(Matcher matcher, Column column) {
    MatcherTree tree = new MatcherTree(matcher);
    List<Leaf> leaves = new ArrayList<>();
    for (Leaf leaf : tree.leaves()) {
      if (leaf.matcher() instanceof Matcher.Present) {
        leaf.set(true);
      } else {
        leaves.add(leaf);
      }
    }
    Outcomes outcomes = new Outcomes(false, false);
    for (Sweep sweep : sweeps(leaves, column)) {
      outcomes = outcomes.and(tree, sweep);
    }
    return outcomes;
  }

  /// The sweeps that have each group of values in which the leaves can tell the values of `column` apart.
  private static List<Sweep> sweeps(List<Leaf> leaves, Column column) {
    return switch (column.type()) {
      case BOOLEAN -> List.of(new TextSweep(leaves).of(List.of("false", "true")));
      case INTEGER, SIZE, DURATION ->
          List.of(
              OrderedSweep.ofNumbers(
                  leaves,
                  column.domain() instanceof Domain.Numbers range
                      ? range
                      : new Domain.Numbers(Long.MIN_VALUE, Long.MAX_VALUE)));
      case VERSION -> {
        List<Sweep> sweeps = new ArrayList<>();
        orders(column.scale()).forEach(order -> sweeps.add(OrderedSweep.ofVersions(leaves, order)));
        if (column.scale() instanceof VersionScale.Release) {
          sweeps.addAll(ofNames(leaves));
        }
        yield sweeps;
      }
      case TEXT -> {
        TextSweep texts = new TextSweep(leaves);
        yield column.words().isEmpty()
            ? List.of(texts.of(texts.literals()), texts.ofOthers())
            : List.of(texts.of(column.words()));
      }
    };
  }

  /// The releases without a number that leaves name, such as `rolling`.
  private static List<Sweep> ofNames(List<Leaf> leaves) {
    TextSweep texts = new TextSweep(leaves);
    List<String> names =
        texts.literals().stream().filter(text -> !VersionOrder.RELEASE.accepts(text)).toList();
    return names.isEmpty() ? List.of() : List.of(texts.of(names));
  }

  private static List<VersionOrder> orders(VersionScale scale) {
    return switch (scale) {
      case VersionScale.OfManager _ -> VersionOrder.OF_MANAGERS;
      case VersionScale.Release _ -> List.of(VersionOrder.RELEASE);
      case VersionScale.Semantic _, VersionScale.OfMaker _ -> List.of(VersionOrder.SEMVER);
    };
  }

  /// These, and those of the values of a sweep.
  private Outcomes and(MatcherTree tree, Sweep sweep) {
    Map<String, List<Leaf>> open =
        sweep.open().stream().collect(Collectors.groupingBy(Outcomes::subject));
    if (open.size() > MOST_OPEN || sweep.cost() > MOST_SET / Math.pow(3, open.size())) {
      return BOTH;
    }
    Outcomes outcomes = this;
    for (Map<String, Integer> tried : combinations(List.copyOf(open.keySet()))) {
      sweep.open().forEach(leaf -> leaf.set(holds(leaf, tried.getOrDefault(subject(leaf), 0))));
      for (Runnable step : sweep.steps()) {
        step.run();
        outcomes =
            tree.holds()
                ? new Outcomes(true, outcomes.canFail)
                : new Outcomes(outcomes.canHold, true);
        if (outcomes.equals(BOTH)) {
          return BOTH;
        }
      }
    }
    return outcomes;
  }

  /// Whether the matcher holds where there is no value at all.
  public static boolean ofNoValue(Matcher matcher) {
    return holds(
        matcher,
        leaf ->
            leaf instanceof Compare(Matcher.Operator operator, _, _)
                && operator == Matcher.Operator.NOT_EQUAL);
  }

  /// Whether the matcher asks for more than that there is a value, or none.
  public static boolean looksAtValues(Matcher matcher) {
    return leaves(matcher).anyMatch(leaf -> !(leaf instanceof Matcher.Present));
  }

  private static Stream<Matcher> leaves(Matcher matcher) {
    return switch (matcher) {
      case Matcher.OneOf(List<Matcher> choices, _) -> choices.stream().flatMap(Outcomes::leaves);
      case Matcher.AllOf(List<Matcher> all, _) -> all.stream().flatMap(Outcomes::leaves);
      case Matcher.Not(Matcher inner, _) -> leaves(inner);
      case Compare _, Matcher.Regex _, Matcher.Present _, Matcher.Clean _ -> Stream.of(matcher);
    };
  }

  private static boolean holds(Matcher matcher, Predicate<Matcher> leaf) {
    return switch (matcher) {
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.stream().anyMatch(choice -> holds(choice, leaf));
      case Matcher.AllOf(List<Matcher> all, _) -> all.stream().allMatch(each -> holds(each, leaf));
      case Matcher.Not(Matcher inner, _) -> !holds(inner, leaf);
      case Compare _, Matcher.Regex _, Matcher.Present _, Matcher.Clean _ -> leaf.test(matcher);
    };
  }

  /// What decides about a leaf that a sweep leaves open: another column, or the leaf itself.
  private static String subject(Leaf leaf) {
    return leaf.matcher() instanceof Compare(_, Operand.OtherColumn(String column), _)
        ? column
        : leaf.matcher().text();
  }

  private static boolean holds(Leaf open, int order) {
    return open.matcher() instanceof Compare compare ? compare.operator().holds(order) : order == 0;
  }

  /// Each way to give one of -1, 0 and 1 to each of `subjects`. It is the order of the value and the other column.
  private static List<Map<String, Integer>> combinations(List<String> subjects) {
    return IntStream.range(0, (int) Math.pow(3, subjects.size()))
        .mapToObj(number -> {
          Map<String, Integer> combination = new HashMap<>();
          int rest = number;
          for (String subject : subjects) {
            combination.put(subject, rest % 3 - 1);
            rest /= 3;
          }
          return combination;
        })
        .toList();
  }
}
