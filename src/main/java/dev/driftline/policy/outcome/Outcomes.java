package dev.driftline.policy.outcome;

import dev.driftline.model.table.Column;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether a matcher can hold and can fail, for the values that its column can have. A matcher that can only do one of
/// them decides nothing: a check made of it could never fail, or never pass.
///
/// One value is tried for each group of values between which the matcher makes no difference. For example, for `any:
/// ["< 5", ">= 5"]` beside a whole number these are 4, 5, 6 and the ends of the column's range. The matcher holds for
/// all of them, so it cannot fail.
///
/// What a group does not decide is tried both ways, for example whether an expression is found in a text. So a matcher
/// that can do only one of them may be missed, but a matcher that can do both is always found to.
///
/// @param canHold for some value
/// @param canFail for some value
public record Outcomes(boolean canHold, boolean canFail) {

  private static final Outcomes BOTH = new Outcomes(true, true);

  /// How many leaves are tried in all ways: 3 to this power.
  private static final int MOST_OPEN = 6;

  /// Of the values that `column` can have. That there is no value is not one of them.
  public static Outcomes of(Matcher matcher, Column column) {
    List<Matcher> leaves = leaves(matcher).distinct().toList();
    boolean canHold = false;
    boolean canFail = false;
    for (ValueGroup group : ValueGroup.all(leaves, column)) {
      List<String> open =
          leaves.stream()
              .filter(leaf -> group.says(leaf).isEmpty())
              .map(Outcomes::subject)
              .distinct()
              .toList();
      if (open.size() > MOST_OPEN) {
        return BOTH;
      }
      for (Map<String, Integer> tried : combinations(open)) {
        boolean holds = holds(matcher, leaf -> says(leaf, group, tried));
        canHold |= holds;
        canFail |= !holds;
      }
    }
    return new Outcomes(canHold, canFail);
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

  /// What decides about a leaf that the group leaves open: another column, or the leaf itself.
  private static String subject(Matcher leaf) {
    return leaf instanceof Compare(_, Operand.OtherColumn(String column), _) ? column : leaf.text();
  }

  private static boolean says(Matcher leaf, ValueGroup group, Map<String, Integer> tried) {
    Optional<Boolean> known = group.says(leaf);
    if (known.isPresent()) {
      return known.get();
    }
    int order = tried.getOrDefault(subject(leaf), 0);
    return leaf instanceof Compare compare ? compare.operator().holds(order) : order == 0;
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
