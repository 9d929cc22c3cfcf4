package dev.driftline.policy.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.run.Catalog;
import dev.driftline.version.VersionOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What [Outcomes] says of random matchers, against trying all values of a set that has one of each kind.
class OutcomesTest {

  private static final int ROUNDS = 3000;

  /// A value: how it compares with a literal.
  private interface Value {
    int compareTo(String literal);
  }

  @Test
  void saysOfNumbersWhatTryingThemAllSays() {
    compare(
        Column.ofNumber("number", "A number.", "0", 0, 9),
        IntStream.range(-2, 13).mapToObj(Integer::toString).toList(),
        Stream.of(Operator.values()).toList(),
        IntStream.range(0, 10)
            .mapToObj(n -> (Value) literal -> Integer.compare(n, Integer.parseInt(literal)))
            .toList());
  }

  @Test
  void saysOfTextsWhatTryingThemAllSays() {
    compare(
        new Column("text", ColumnType.TEXT, "A text.", "a"),
        List.of("a", "b", "c", "d"),
        List.of(Operator.EQUAL, Operator.NOT_EQUAL),
        Stream.of("a", "b", "c", "d", "e").map(text -> (Value) text::compareTo).toList());
  }

  @Test
  void saysOfVersionsOfPackagesWhatTryingThemAllInEachOrderSays() {
    Columns columns = Objects.requireNonNull(Catalog.tables().get("packages")).columns();
    Column version = columns.list().get(columns.position("version"));
    List<Value> values = new ArrayList<>();
    for (VersionOrder order : VersionOrder.OF_MANAGERS) {
      // the packages of rpm all have a release
      List<String> added =
          order == VersionOrder.RPM
              ? List.of("-0", "-1", "-2", "-3", "-4", "-5")
              : List.of("", "-0", "-1", "-2", "-3", "-4", "-5", "-r1");
      values.addAll(values(List.of("1", "2", "2a", "2.0", "3", "4", "5"), added, order::compare));
    }
    compare(
        version,
        List.of("2", "2.0", "4", "2-2", "2-4", "4-2"),
        Stream.of(Operator.values()).toList(),
        values);
  }

  @Test
  void saysOfReleasesWhatTryingThemAllSays() {
    compare(
        Column.ofRelease("kernel", "The kernel.", "6.1"),
        List.of("6.1", "6.1.0", "6.1-rc2", "6.1-2", "6.1-2-a", "6.2"),
        Stream.of(Operator.values()).toList(),
        values(
            List.of("6.0", "6.1", "6.2"),
            List.of("-rc1", "-rc2", "-rc3", "", "-1", "-2", "-2+", "-2-a", "-2-b", "-3"),
            VersionOrder.RELEASE::compare));
  }

  /// With an amount of work that grows with its square, this would take days.
  @Test
  void decidesAListOfThirtyThousandVersions() {
    List<Matcher> all =
        IntStream.range(0, 30_000)
            .mapToObj(i -> compare(Operator.NOT_EQUAL, "1.%d-%d".formatted(i / 10, i % 10)))
            .toList();
    Column kernel = Column.ofRelease("kernel", "The kernel.", "6.1");
    assertThat(Outcomes.of(new Matcher.OneOf(all, ""), kernel))
        .isEqualTo(new Outcomes(true, false));
    assertThat(Outcomes.of(new Matcher.AllOf(all, ""), kernel)).isEqualTo(new Outcomes(true, true));
  }

  private static List<Value> values(
      List<String> releases, List<String> added, BiFunction<String, String, Integer> order) {
    return releases.stream()
        .flatMap(release -> added.stream().map(release::concat))
        .map(text -> (Value) literal -> order.apply(text, literal))
        .toList();
  }

  private static void compare(
      Column column, List<String> literals, List<Operator> operators, List<Value> values) {
    long seed = System.nanoTime();
    System.out.println(column.name() + " seed " + seed);
    Random random = new Random(seed);
    int oneSided = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Matcher matcher = matcher(random, 3, literals, operators);
      Outcomes tried =
          new Outcomes(
              values.stream().anyMatch(value -> holds(matcher, value)),
              values.stream().anyMatch(value -> !holds(matcher, value)));
      assertThat(Outcomes.of(matcher, column)).as(matcher.toString()).isEqualTo(tried);
      oneSided += tried.canHold() && tried.canFail() ? 0 : 1;
    }
    assertThat(oneSided).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
  }

  private static Matcher matcher(
      Random random, int depth, List<String> literals, List<Operator> operators) {
    int form = depth == 0 ? 0 : random.nextInt(6);
    return switch (form) {
      case 0, 1 ->
          compare(
              operators.get(random.nextInt(operators.size())),
              literals.get(random.nextInt(literals.size())));
      case 2 -> new Matcher.Not(matcher(random, depth - 1, literals, operators), "");
      case 3 -> new Matcher.AllOf(several(random, depth - 1, literals, operators), "");
      case 4 -> new Matcher.OneOf(several(random, depth - 1, literals, operators), "");
      default ->
          random.nextInt(8) == 0
              ? new Matcher.Present("present")
              : matcher(random, depth - 1, literals, operators);
    };
  }

  private static List<Matcher> several(
      Random random, int depth, List<String> literals, List<Operator> operators) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(_ -> matcher(random, depth, literals, operators))
        .toList();
  }

  private static Matcher compare(Operator operator, String literal) {
    return new Compare(operator, new Literal(literal), operator.sign() + " " + literal);
  }

  private static boolean holds(Matcher matcher, Value value) {
    return switch (matcher) {
      case Compare(Operator operator, Literal(String literal), _) ->
          operator.holds(value.compareTo(literal));
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.stream().anyMatch(choice -> holds(choice, value));
      case Matcher.AllOf(List<Matcher> all, _) -> all.stream().allMatch(each -> holds(each, value));
      case Matcher.Not(Matcher inner, _) -> !holds(inner, value);
      case Matcher.Present _ -> true;
      default -> throw new IllegalArgumentException(matcher.toString());
    };
  }
}
