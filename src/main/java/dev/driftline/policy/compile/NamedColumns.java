package dev.driftline.policy.compile;

import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Operand;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds the columns that a check names, in `where` or in what it expects, and those that it compares with. For
/// example, `expect: { client.series: "= server.series" }` names two.
final class NamedColumns {

  private NamedColumns() {}

  /// The names, sorted.
  ///
  /// @param expectation empty if it has mistakes
  static NavigableSet<String> of(List<Condition> where, Optional<Expectation> expectation) {
    NavigableSet<String> names = new TreeSet<>();
    if (expectation.orElse(null) instanceof Expectation.Same(List<String> columns, _)) {
      names.addAll(columns);
    }
    Stream.concat(where.stream(), expectation.stream().flatMap(NamedColumns::conditions))
        .forEach(condition -> {
          names.add(condition.column());
          compared(condition.matcher()).forEach(names::add);
        });
    return names;
  }

  private static Stream<Condition> conditions(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Every(List<Condition> conditions) -> conditions.stream();
      case Expectation.AtLeastOne(List<Condition> conditions) -> conditions.stream();
      case Expectation.NoRow(List<Condition> conditions) -> conditions.stream();
      case Expectation.Count _, Expectation.Same _ -> Stream.empty();
    };
  }

  private static Stream<String> compared(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Compare(_, Operand.OtherColumn(String column), _) -> Stream.of(column);
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.stream().flatMap(NamedColumns::compared);
      case Matcher.AllOf(List<Matcher> all, _) -> all.stream().flatMap(NamedColumns::compared);
      case Matcher.Not(Matcher inner, _) -> compared(inner);
      case Matcher.Compare _, Matcher.Regex _, Matcher.Present _, Matcher.Clean _ -> Stream.empty();
    };
  }
}
