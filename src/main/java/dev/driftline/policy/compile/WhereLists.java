package dev.driftline.policy.compile;

import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.OneOf;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The texts that `where` names for a column, when it names nothing else: a host need not be asked for more.
final class WhereLists {

  private static final int MAX_LENGTH = 4096;

  private WhereLists() {}

  /// The texts, sorted and joined by commas; empty if the conditions select by anything but equality, or
  /// if a text could not stand in such a list.
  static Optional<String> of(List<Condition> where, String column) {
    return where.stream()
        .filter(condition -> condition.column().equals(column))
        .findFirst()
        .flatMap(condition -> texts(condition.matcher()))
        .filter(texts -> texts.stream().allMatch(WhereLists::isPlain))
        .map(texts -> String.join(",", new TreeSet<>(texts)))
        .filter(list -> list.length() <= MAX_LENGTH);
  }

  private static Optional<List<String>> texts(Matcher matcher) {
    return switch (matcher) {
      case Compare(Operator operator, Literal(String value), _) when operator == Operator.EQUAL ->
          Optional.of(List.of(value));
      case OneOf(List<Matcher> choices, _) -> {
        List<List<String>> each =
            choices.stream().flatMap(choice -> texts(choice).stream()).toList();
        yield each.size() == choices.size()
            ? Optional.of(each.stream().flatMap(List::stream).toList())
            : Optional.empty();
      }
      case Compare _,
          Matcher.Regex _,
          Matcher.Not _,
          Matcher.AllOf _,
          Matcher.Present _,
          Matcher.Clean _ ->
          Optional.empty();
    };
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || Character.isISOControl(c));
  }
}
