package dev.driftline.judge;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.text.Excerpt;
import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a value does not meet a condition though it looks as if it did. In `stdout is ok, expected = ok` nobody sees the
/// carriage return that makes the difference.
final class NearMiss {

  /// Longer texts get no hint, so that one costs little.
  private static final int LONGEST = 4096;

  private static final int MAX_SHOWN = 60;

  private NearMiss() {}

  /// The hint in parentheses, with a blank before it. Empty if there is none.
  static String hint(Matcher matcher, Column column, Cell cell, Budget budget) {
    return cell instanceof Cell.Text(String text) && text.length() <= LONGEST
        ? of(matcher, column, text, budget).map(hint -> " (" + hint + ")").orElse("")
        : "";
  }

  private static Optional<String> of(Matcher matcher, Column column, String text, Budget budget) {
    return switch (matcher) {
      case Matcher.Compare(Operator operator, Operand.Literal(String value), _)
          when operator == Operator.EQUAL ->
          ofLiteral(column, text, value);
      case Matcher.OneOf one ->
          one.choices().stream()
              .flatMap(choice -> of(choice, column, text, budget).stream())
              .findFirst();
      case Matcher.Regex regex when isOfLines(regex, text, budget) ->
          Optional.of("for the beginning and the end of each line, begin it with `(?m)`");
      case Matcher.Regex regex when regex.expression().isIn(visible(text), budget) ->
          Optional.of(difference(text));
      default -> Optional.empty();
    };
  }

  /// Whether an expression would be found if `^` and `$` stood for the ends of each line.
  private static boolean isOfLines(Matcher.Regex regex, String text, Budget budget) {
    return text.indexOf('\n') >= 0 && regex.expression().ofEachLine().isIn(text, budget);
  }

  private static Optional<String> ofLiteral(Column column, String text, String value) {
    if (column.type() == ColumnType.VERSION) {
      return text.startsWith(value + "-") ? Optional.of(revision(text, value)) : Optional.empty();
    }
    // stat(1) prints `640`, not `0640`
    if (Comparison.isSameNumber(text, value)) {
      return Optional.of("the same number, but another text: write `%s`".formatted(text));
    }
    return visible(text).equals(visible(value)) ? Optional.of(difference(text)) : Optional.empty();
  }

  private static String revision(String version, String value) {
    return "versions are compared whole: write `= %s`, or `~ ^%s-` for any revision"
        .formatted(version, value.replaceAll("[.+]", "\\\\$0"));
  }

  /// What somebody sees of a text: without blanks at the ends of lines and without control characters, and with one
  /// form for what can be written in several (Unicode's NFKC), such as letters with accents.
  private static String visible(String text) {
    return Normalizer.normalize(text.replace('\t', ' '), Normalizer.Form.NFKC)
        .replaceAll("[[\\p{Cc}\\p{Cf}]&&[^\\n]]", "")
        .lines()
        .map(String::strip)
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String difference(String text) {
    // of many lines the first one with something that does not show
    String line = text.lines().filter(each -> !each.equals(visible(each))).findFirst().orElse(text);
    return "what does not show makes the difference: \"%s\""
        .formatted(spelledOut(Excerpt.of(line, MAX_SHOWN)));
  }

  /// With the number of each code point that is not printable ASCII.
  private static String spelledOut(String text) {
    return text.codePoints()
        .mapToObj(point ->
            (point >= ' ' && point <= '~') || point == '…'
                ? Character.toString(point)
                : "\\u{%x}".formatted(point))
        .collect(Collectors.joining());
  }
}
