package dev.driftline.policy.compile;

import dev.driftline.policy.Expression;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds regular expressions that are found in any text. A check made of one could not fail. [Outcomes] finds all other
/// matchers of that kind.
final class Vacuous {

  private Vacuous() {}

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
}
