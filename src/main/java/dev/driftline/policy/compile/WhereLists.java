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

/// Finds the texts that `where` demands of a column: `name: [openssl, bash]` gives `bash,openssl`. With such a list the
/// host is asked for less.
final class WhereLists {

  private static final int MAX_LENGTH = 4096;

  private WhereLists() {}

  /// The texts, sorted, with commas between. Empty if the condition is something else than equality, because then other
  /// rows may be selected, too. Empty also if a text cannot be in such a list.
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
      // one choice without such a text opens the list to any text
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
