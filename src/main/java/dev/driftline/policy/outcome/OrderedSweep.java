package dev.driftline.policy.outcome;

import dev.driftline.model.table.Domain;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.policy.outcome.MatcherTree.Leaf;
import dev.driftline.version.VersionOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Makes the [Sweep] of values that have an order, from the lowest to the highest.
///
/// The literals of the leaves are the marks of a scale. Its points with an odd number are the marks, and those with
/// an even one lie between two marks, or at an end: for the literals 5 and 9 they are 0 (below 5), 1 (5), 2
/// (between), 3 (9) and 4 (above 9). A leaf can differ only at its own mark and directly behind it, so a sweep sets
/// each leaf three times.
final class OrderedSweep {

  /// A leaf, and the points at which a value equals its literal.
  private record Placed(Leaf leaf, Operator operator, int first, int last) {

    void setAt(int point) {
      leaf.set(operator.holds(point < first ? -1 : point > last ? 1 : 0));
    }
  }

  /// A literal as a mark of the scale. rpm compares a release only with another one, so `1` without one is equal to all
  /// of `1-1` to `1-9`. It has a mark before them and one behind them.
  private record Mark(String literal, Place place) {

    private enum Place {
      BEFORE,
      AT,
      BEHIND
    }

    static List<Mark> of(String literal, VersionOrder order) {
      return order == VersionOrder.RPM && literal.indexOf('-') < 0
          ? List.of(new Mark(literal, Place.BEFORE), new Mark(literal, Place.BEHIND))
          : List.of(new Mark(literal, Place.AT));
    }
  }

  /// A mark before all points.
  private static final int NOWHERE = -1;

  private OrderedSweep() {}

  /// Whole numbers within a range. Where two literals are neighbours, there is no number between them.
  static Sweep ofNumbers(List<Leaf> leaves, Domain.Numbers range) {
    long[] marks =
        leaves.stream()
            .filter(OrderedSweep::hasLiteral)
            .mapToLong(leaf -> Long.parseLong(literal(leaf)))
            .sorted()
            .distinct()
            .toArray();
    Function<String, Integer> point =
        literal -> point(Arrays.binarySearch(marks, Long.parseLong(literal)));
    return of(
        leaves, _ -> true, point, point, 2 * marks.length + 1, at -> isNumber(at, marks, range));
  }

  /// Versions in one order. There may always be one between two others. What is a release without a number, such as
  /// `rolling`, is none of them.
  static Sweep ofVersions(List<Leaf> leaves, VersionOrder order) {
    Comparator<Mark> ascending =
        Comparator.comparing(Mark::literal, order).thenComparing(Mark::place);
    List<Mark> sorted =
        leaves.stream()
            .filter(OrderedSweep::hasLiteral)
            .map(OrderedSweep::literal)
            .distinct()
            .filter(order::accepts)
            .flatMap(literal -> Mark.of(literal, order).stream())
            .sorted(ascending)
            .toList();
    // two texts may be one version, such as 1.0 and 1.0.0: they are one mark
    Map<Mark, Integer> numbers = new HashMap<>();
    int marks = 0;
    for (int i = 0; i < sorted.size(); i++) {
      marks += i > 0 && ascending.compare(sorted.get(i - 1), sorted.get(i)) == 0 ? 0 : 1;
      numbers.put(sorted.get(i), marks - 1);
    }
    return of(
        leaves,
        literal -> order.accepts(literal) || order == VersionOrder.RELEASE,
        literal -> point(numbers.getOrDefault(Mark.of(literal, order).getFirst(), NOWHERE)),
        literal -> point(numbers.getOrDefault(Mark.of(literal, order).getLast(), NOWHERE)),
        2 * marks + 1,
        _ -> true);
  }

  /// @param hasOrder whether a literal has a place on the scale
  /// @param first    the first point at which a value equals a literal
  /// @param last     the last one
  /// @param exists   whether there is a value at a point
  private static Sweep of(
      List<Leaf> leaves,
      Predicate<String> hasOrder,
      Function<String, Integer> first,
      Function<String, Integer> last,
      int points,
      IntPredicate exists) {
    List<Leaf> open = new ArrayList<>();
    List<Placed> placed = new ArrayList<>();
    for (Leaf leaf : leaves) {
      if (leaf.matcher() instanceof Compare(Operator operator, Literal(String literal), _)
          && hasOrder.test(literal)) {
        placed.add(new Placed(leaf, operator, first.apply(literal), last.apply(literal)));
      } else {
        open.add(leaf);
      }
    }
    return new Sweep(open, steps(placed, points, exists), 3L * placed.size());
  }

  private static List<Runnable> steps(List<Placed> placed, int points, IntPredicate exists) {
    Map<Integer, List<Placed>> turning = new HashMap<>();
    for (Placed each : placed) {
      turning.computeIfAbsent(each.first, _ -> new ArrayList<>()).add(each);
      turning.computeIfAbsent(each.last + 1, _ -> new ArrayList<>()).add(each);
    }
    List<Runnable> steps = new ArrayList<>();
    List<Placed> changed = new ArrayList<>(placed);
    for (int i = 0; i < points; i++) {
      int point = i;
      changed.addAll(turning.getOrDefault(point, List.of()));
      if (exists.test(point)) {
        List<Placed> now = List.copyOf(changed);
        steps.add(() -> now.forEach(each -> each.setAt(point)));
        changed.clear();
      }
    }
    return steps;
  }

  private static boolean isNumber(int point, long[] marks, Domain.Numbers range) {
    if (point % 2 == 1) {
      long mark = marks[point / 2];
      return range.lowest() <= mark && mark <= range.highest();
    }
    // the marks around it; at an end there is none
    int above = point / 2;
    if ((above > 0 && marks[above - 1] == Long.MAX_VALUE)
        || (above < marks.length && marks[above] == Long.MIN_VALUE)) {
      return false;
    }
    long lowest = above == 0 ? range.lowest() : Math.max(range.lowest(), marks[above - 1] + 1);
    long highest =
        above == marks.length ? range.highest() : Math.min(range.highest(), marks[above] - 1);
    return lowest <= highest;
  }

  private static int point(int mark) {
    return 2 * mark + 1;
  }

  private static boolean hasLiteral(Leaf leaf) {
    return leaf.matcher() instanceof Compare(_, Literal _, _);
  }

  private static String literal(Leaf leaf) {
    return leaf.matcher() instanceof Compare(_, Literal(String literal), _) ? literal : "";
  }
}
