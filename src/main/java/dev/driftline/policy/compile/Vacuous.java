package dev.driftline.policy.compile;

import dev.driftline.policy.Expression;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds regular expressions that are found in any text. A check made of one could not fail. [Outcomes] finds all other
/// matchers of that kind.
final class Vacuous {

  private static final Pattern SLASHES = Pattern.compile("/(.+)/([gimsux]{0,3})", Pattern.DOTALL);

  private Vacuous() {}

  /// Whether a regular expression is found in any text, like `^(a|)`. It is tried on an empty text, on each ASCII
  /// character, and on a text of many characters.
  static boolean anyText(Expression expression) {
    return expression.isIn("")
        && IntStream.range(0, 128).mapToObj(Character::toString).allMatch(expression::isIn)
        && expression.isIn(manyCharacters());
  }

  /// An expression that stands between slashes and has an anchor there, as `/^ERROR/i`. It is found in no text, so that
  /// `{ not: "~ /^ERROR/" }` always holds. The result is the expression that was meant.
  static Optional<String> betweenSlashes(String expression) {
    Matcher slashes = SLASHES.matcher(expression);
    return slashes.matches()
            && (slashes.group(1).startsWith("^") || slashes.group(1).matches("(?s).*[^\\\\]\\$"))
        ? Optional.of(withoutSlashes(slashes.group(1), slashes.group(2)))
        : Optional.empty();
  }

  /// @param flags those of other programs: `i` and `m` are RE2's as well
  static String withoutSlashes(String expression, String flags) {
    String known = flags.replaceAll("[^ims]", "");
    return known.isEmpty() ? expression : "(?%s)%s".formatted(known, expression);
  }

  private static String manyCharacters() {
    return IntStream.range(0, Character.MIN_SURROGATE)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
