package dev.driftline.policy.outcome;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.Domain;
import dev.driftline.model.table.VersionScale;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.version.VersionOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Values of a column between which the leaves of a matcher make no difference. For example, for `>= 5` beside a whole
/// number they are those below 5, and 5 and more.
interface ValueGroup {

  /// Whether the leaf holds for these values. Empty if that is open.
  Optional<Boolean> says(Matcher leaf);

  /// One group for each way in which the leaves can tell the values of `column` apart; more do no harm.
  static List<ValueGroup> all(List<Matcher> leaves, Column column) {
    List<String> literals = leaves.stream().flatMap(ValueGroup::literal).distinct().toList();
    return switch (column.type()) {
      case BOOLEAN -> Stream.of("false", "true").map(ValueGroup::text).toList();
      case INTEGER, SIZE, DURATION -> numbers(literals, column.domain());
      case VERSION -> versions(literals, column.scale());
      case TEXT ->
          column.words().isEmpty()
              ? Stream.concat(literals.stream().map(ValueGroup::text), Stream.of(otherTexts()))
                  .toList()
              : column.words().stream().map(ValueGroup::text).toList();
    };
  }

  private static Stream<String> literal(Matcher leaf) {
    return leaf instanceof Compare(_, Literal(String value), _) ? Stream.of(value) : Stream.empty();
  }

  /// One text.
  private static ValueGroup text(String text) {
    return leaf ->
        switch (leaf) {
          case Compare(Operator operator, Literal(String value), _) ->
              operator.isOrder()
                  ? Optional.empty()
                  : Optional.of(operator.holds(text.compareTo(value)));
          case Matcher.Regex(var expression, _) -> Optional.of(expression.isIn(text));
          case Matcher.Clean _ -> Optional.of(text.isBlank());
          case Matcher.Present _ -> Optional.of(true);
          default -> Optional.empty();
        };
  }

  /// All texts that no leaf names. What expressions and `clean` say of them is open.
  private static ValueGroup otherTexts() {
    return leaf ->
        switch (leaf) {
          case Compare(Operator operator, Literal _, _) ->
              // a text that is a number has an order to other numbers
              operator.isOrder() ? Optional.empty() : Optional.of(operator == Operator.NOT_EQUAL);
          case Matcher.Present _ -> Optional.of(true);
          default -> Optional.empty();
        };
  }

  /// Values whose order to each literal is known. It is empty for a literal that has no order.
  private static ValueGroup ordered(Function<String, OptionalInt> order) {
    return leaf ->
        switch (leaf) {
          case Compare(Operator operator, Literal(String value), _) -> {
            OptionalInt known = order.apply(value);
            yield known.isPresent()
                ? Optional.of(operator.holds(known.getAsInt()))
                : Optional.empty();
          }
          case Matcher.Present _ -> Optional.of(true);
          default -> Optional.empty();
        };
  }

  /// The numbers that a leaf names, their neighbours, and the ends of the range.
  private static List<ValueGroup> numbers(List<String> literals, Domain domain) {
    Domain.Numbers range =
        domain instanceof Domain.Numbers numbers
            ? numbers
            : new Domain.Numbers(Long.MIN_VALUE, Long.MAX_VALUE);
    return Stream.concat(
            Stream.of(range.lowest(), range.highest()),
            literals.stream().map(Long::parseLong).flatMap(n -> Stream.of(n - 1, n, n + 1)))
        .filter(number -> range.lowest() <= number && number <= range.highest())
        .distinct()
        .map(
            number -> ordered(value -> OptionalInt.of(Long.compare(number, Long.parseLong(value)))))
        .toList();
  }

  /// The versions that a leaf names, and those before, between and behind them, in each order that the column may have.
  private static List<ValueGroup> versions(List<String> literals, VersionScale scale) {
    List<VersionOrder> orders =
        switch (scale) {
          case VersionScale.OfManager _ -> VersionOrder.OF_MANAGERS;
          case VersionScale.Release _ -> List.of(VersionOrder.RELEASE);
          case VersionScale.Semantic _, VersionScale.OfMaker _ -> List.of(VersionOrder.SEMVER);
        };
    return orders.stream().flatMap(order -> versions(literals, order)).toList();
  }

  private static Stream<ValueGroup> versions(List<String> literals, VersionOrder order) {
    List<String> sorted = literals.stream().filter(order::accepts).sorted(order).toList();
    // an odd place is a version that a leaf names; an even one is between two of them, or at an end
    return IntStream.rangeClosed(0, 2 * sorted.size())
        .mapToObj(place ->
            ordered(value -> {
              // two texts may be one version, such as 1.0 and 1.0.0: both have the place of the
              // first
              OptionalInt index =
                  IntStream.range(0, sorted.size())
                      .filter(i -> order.accepts(value) && order.compare(sorted.get(i), value) == 0)
                      .findFirst();
              return index.isEmpty()
                  ? index
                  : OptionalInt.of(Integer.compare(place, 2 * index.getAsInt() + 1));
            }));
  }
}
