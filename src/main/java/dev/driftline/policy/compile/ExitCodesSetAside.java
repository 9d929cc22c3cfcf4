package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Matcher;
import dev.driftline.source.YamlNode.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds conditions on exit codes that never make a row, because a parameter of the probe sets them aside: with
/// `absent_exit: [69]`, a condition such as `exit: { not: 69 }` has nothing to decide.
final class ExitCodesSetAside {

  private final NodeReader reader;

  ExitCodesSetAside(NodeReader reader) {
    this.reader = reader;
  }

  /// Whether a condition names such a code, or a code is set aside for two reasons. That is reported.
  boolean isWrong(
      Mapping check,
      TableDefinition table,
      Subject subject,
      List<Condition> where,
      Expectation expectation) {
    if (!(subject instanceof Subject.Rows(var question))) {
      return false;
    }
    boolean wrong = false;
    Map<String, String> parameterOf = new HashMap<>();
    for (TableDefinition.Parameter parameter : table.parameters()) {
      if (parameter.form() == Form.EXIT_CODES) {
        List<String> codes =
            Stream.of(question.parameters().getOrDefault(parameter.name(), "").split(",", -1))
                .filter(code -> !code.isEmpty())
                .toList();
        for (String code : codes) {
          String other = parameterOf.put(code, parameter.name());
          if (other != null && !other.equals(parameter.name())) {
            wrong = true;
            reader.error(
                check.find("probe").orElse(check).at(),
                "exit %s stands in %s and in %s".formatted(code, other, parameter.name()),
                "it can mean one of the two: remove it from the other");
          }
        }
        wrong |=
            conditions(where, expectation)
                    .filter(c -> parameter.name().endsWith("_" + c.column()))
                    .filter(c -> names(c, codes, parameter))
                    .count()
                > 0;
      }
    }
    return wrong;
  }

  /// All conditions of a check.
  static Stream<Condition> conditions(List<Condition> where, Expectation expectation) {
    List<Condition> expected =
        switch (expectation) {
          case Expectation.Every(List<Condition> every) -> every;
          case Expectation.AtLeastOne(List<Condition> some) -> some;
          case Expectation.NoRow(List<Condition> none) -> none;
          case Expectation.Count _, Expectation.Same _ -> List.of();
        };
    return Stream.concat(where.stream(), expected.stream());
  }

  private boolean names(
      Condition condition, List<String> codes, TableDefinition.Parameter parameter) {
    List<String> written =
        codes(condition.matcher(), false).filter(codes::contains).distinct().sorted().toList();
    written.forEach(code ->
        reader.error(
            condition.at(),
            "exit %s makes no row: it stands in %s".formatted(code, parameter.name()),
            "remove it here, or from %s".formatted(parameter.name())));
    // `exit: "< 126"` is no mistake: it leaves out signals, too
    List<String> always =
        codes(condition.matcher(), true)
            .filter(code -> parameter.always().contains(code) && !codes.contains(code))
            .distinct()
            .sorted()
            .toList();
    always.forEach(code ->
        reader.error(
            condition.at(),
            "exit %s makes no row: it always means %s".formatted(code, parameter.name()),
            "remove it here; where there is no such program, `if_absent` decides"));
    return !written.isEmpty() || !always.isEmpty();
  }

  /// The codes that a matcher compares with.
  ///
  /// @param equality only those behind `=` and `!=`
  private static Stream<String> codes(Matcher matcher, boolean equality) {
    return switch (matcher) {
      case Matcher.Compare(Matcher.Operator operator, Matcher.Operand.Literal(String text), _) ->
          equality && operator.isOrder() ? Stream.empty() : Stream.of(text);
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.stream().flatMap(choice -> codes(choice, equality));
      case Matcher.AllOf(List<Matcher> all, _) ->
          all.stream().flatMap(each -> codes(each, equality));
      case Matcher.Not(Matcher inner, _) -> codes(inner, equality);
      default -> Stream.empty();
    };
  }
}
