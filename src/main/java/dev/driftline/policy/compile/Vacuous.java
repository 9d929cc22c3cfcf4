package dev.driftline.policy.compile;

import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds matchers that hold for any value. A check made of them could not fail.
final class Vacuous {

  private Vacuous() {}

  /// Whether one of `choices` always holds: `!= a` or `!= b`, `present` or `absent`.
  static boolean anyValue(List<Matcher> choices) {
    long exclusions =
        choices.stream()
            .filter(choice ->
                choice instanceof Compare(Operator operator, Literal _, _)
                    && operator == Operator.NOT_EQUAL)
            .distinct()
            .count();
    boolean present = choices.stream().anyMatch(Matcher.Present.class::isInstance);
    boolean absent =
        choices.stream().anyMatch(choice -> choice instanceof Matcher.Not(Matcher.Present _, _));
    return exclusions > 1 || (present && absent);
  }

  /// Whether a regular expression is found in any text, like `^(a|)`. It is tried on an empty text, on each ASCII
  /// character, and on a text of many characters.
  static boolean anyText(Expression expression) {
    return expression.isIn("")
        && IntStream.range(0, 128).mapToObj(Character::toString).allMatch(expression::isIn)
        && expression.isIn(manyCharacters());
  }

  private static String manyCharacters() {
    return IntStream.range(0, Character.MIN_SURROGATE)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /// Whether any number of rows matches: `>= 0`.
  static boolean anyCount(Matcher matcher) {
    if (!(matcher instanceof Compare(Operator operator, Literal(String value), _))
        || !value.matches("-?[0-9]+")) {
      return matcher instanceof Matcher.Present;
    }
    boolean negative = value.startsWith("-");
    return switch (operator) {
      case AT_LEAST -> negative || value.equals("0");
      case GREATER, NOT_EQUAL -> negative;
      case EQUAL, LESS, AT_MOST -> false;
    };
  }
}
