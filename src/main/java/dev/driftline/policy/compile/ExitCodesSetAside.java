package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Matcher;
import java.util.List;
import java.util.stream.Stream;

/// Finds conditions on exit codes that never make a row, because a parameter of the probe sets them aside: with
/// `absent_exit: [69]`, a condition such as `exit: { not: 69 }` has nothing to decide.
final class ExitCodesSetAside {

  private final NodeReader reader;

  ExitCodesSetAside(NodeReader reader) {
    this.reader = reader;
  }

  /// Whether a condition names such a code, which is reported.
  boolean isNamed(
      TableDefinition table, Subject subject, List<Condition> where, Expectation expectation) {
    if (!(subject instanceof Subject.Rows(var question))) {
      return false;
    }
    boolean named = false;
    for (TableDefinition.Parameter parameter : table.parameters()) {
      if (parameter.form() == Form.EXIT_CODES) {
        List<String> codes =
            List.of(question.parameters().getOrDefault(parameter.name(), "").split(",", -1));
        named |=
            conditions(where, expectation)
                    .filter(c -> parameter.name().endsWith("_" + c.column()))
                    .filter(c -> names(c, codes, parameter))
                    .count()
                > 0;
      }
    }
    return named;
  }

  /// All conditions of a check.
  static Stream<Condition> conditions(List<Condition> where, Expectation expectation) {
    List<Condition> expected =
        switch (expectation) {
          case Expectation.Every(List<Condition> every) -> every;
          case Expectation.AtLeastOne(List<Condition> some) -> some;
          case Expectation.NoRow(List<Condition> none) -> none;
          case Expectation.Count _ -> List.of();
        };
    return Stream.concat(where.stream(), expected.stream());
  }

  private boolean names(
      Condition condition, List<String> codes, TableDefinition.Parameter parameter) {
    List<String> both =
        codes(condition.matcher()).filter(codes::contains).distinct().sorted().toList();
    both.forEach(code ->
        reader.error(
            condition.at(),
            "exit %s makes no row: it stands in %s".formatted(code, parameter.name()),
            "remove it here, or from %s".formatted(parameter.name())));
    return !both.isEmpty();
  }

  /// The codes that a matcher compares with, whatever the operator.
  private static Stream<String> codes(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Compare(_, Matcher.Operand.Literal(String text), _) -> Stream.of(text);
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.stream().flatMap(ExitCodesSetAside::codes);
      case Matcher.AllOf(List<Matcher> all, _) -> all.stream().flatMap(ExitCodesSetAside::codes);
      case Matcher.Not(Matcher inner, _) -> codes(inner);
      default -> Stream.empty();
    };
  }
}
