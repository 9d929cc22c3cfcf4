package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.VersionScale;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.text.Escape;
import dev.driftline.version.Revision;
import dev.driftline.version.VersionOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares two texts by the type of their column: `10` is more than `9` in an integer column, and less in a text
/// column. A text that does not have the form of its type is comparable with nothing, so the result is undetermined.
final class Comparison {

  private static final Pattern NUMBER = Pattern.compile(ColumnType.NUMBER);
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,40}");
  private static final Order RELEASE = new Order.Known(VersionOrder.RELEASE);
  private static final Order SEMVER = new Order.Known(VersionOrder.SEMVER);

  private Comparison() {}

  /// Compares a cell with a literal of the policy.
  ///
  /// A version `1:9.16-1` is newer than any version without an epoch, so `>= 9.18` would hold for it. Who wrote that
  /// hardly knew of the epoch. So where it decides, the result is undetermined.
  static Truth compare(Column column, String text, Operator operator, String value, Row row) {
    Truth whole = values(column, text, operator, value, row);
    Optional<String> behind = behindEpoch(column, text, row);
    return behind.isPresent()
            && behindEpoch(column, value, row).isEmpty()
            && !values(column, behind.get(), operator, value, row).equals(whole)
        ? epochDecides(column, text, operator, value)
        : whole;
  }

  private static Optional<String> behindEpoch(Column column, String version, Row row) {
    // nearly all versions and literals have no colon
    return column.type() == ColumnType.VERSION
            && version.indexOf(':') > 0
            && order(column, row) instanceof Order.Known(VersionOrder order)
        ? order.behindEpoch(version)
        : Optional.empty();
  }

  private static Truth epochDecides(Column column, String text, Operator operator, String value) {
    return new Truth.Undetermined(
        "%1$s %2$s has an epoch, and %4$s has none: write `%3$s %5$s:%4$s`, or `%3$s 0:%4$s` if the epoch decides"
            .formatted(
                column.name(),
                Escape.sentence(text),
                operator.sign(),
                value,
                text.substring(0, text.indexOf(':'))));
  }

  private static Truth values(
      Column column, String text, Operator operator, String value, Row row) {
    return switch (column.type()) {
      case TEXT ->
          operator.isOrder()
              ? numbersInTexts(column, text, operator, value)
              : decide(operator, text.compareTo(value));
      case BOOLEAN -> booleans(column, text, operator, value);
      case INTEGER, SIZE, DURATION -> numbers(column, text, operator, value);
      case VERSION ->
          switch (order(column, row)) {
            case Order.Known(VersionOrder order) -> versions(column, text, operator, value, order);
            case Order.Unread(String why) -> new Truth.Undetermined(why);
          };
    };
  }

  /// Compares a value of which only the beginning is known with a literal. If the two texts differ within the
  /// beginning, the order of the whole texts is the same, whatever follows. A version of which only the revision is not
  /// known can be compared, too. All other types need the whole value.
  static Truth beginning(Column column, Cell.Cut cut, Operator operator, String value, Row row) {
    if (column.type() == ColumnType.TEXT && !operator.isOrder() && !value.startsWith(cut.text())) {
      return decide(operator, cut.text().compareTo(value));
    }
    return column.type() == ColumnType.VERSION
            && order(column, row) instanceof Order.Known(VersionOrder order)
            && Revision.isOpen(order, cut.text())
        ? openRevision(column, cut, operator, value, order, row)
        : Truth.cut(column.name(), cut.why());
  }

  /// Compares what stands before the two revisions. If that is equal, only the missing revision could decide, but for
  /// one case: no revision comes before a version that was written without one.
  private static Truth openRevision(
      Column column, Cell.Cut cut, Operator operator, String value, VersionOrder order, Row row) {
    String known = Revision.removed(order, cut.text());
    String wanted = Revision.removed(order, value);
    Truth equal = compare(column, known, Operator.EQUAL, wanted, row);
    boolean always =
        !Revision.has(order, value) && (operator == Operator.AT_LEAST || operator == Operator.LESS);
    return equal == Truth.Known.FALSE || (equal == Truth.Known.TRUE && always)
        ? compare(column, known, operator, wanted, row)
        : equal == Truth.Known.TRUE ? Truth.cut(column.name(), cut.why()) : equal;
  }

  /// Compares two cells of a row.
  ///
  /// Versions of two package managers have no common order. Series of two makers are counted in different ways, so only
  /// one thing can be told: they are not equal if their texts differ.
  static Truth columns(
      Column left, String text, Operator operator, String other, String value, Row row) {
    // the type of the left column decides; the compiler has checked that both have the same
    if (left.type() != ColumnType.VERSION) {
      return values(left, text, operator, value, row);
    }
    Column right = row.columns().list().get(row.columns().position(other));
    // the order of the left column is looked at in values()
    if (order(right, row) instanceof Order.Unread(String why)) {
      return new Truth.Undetermined(why);
    }
    // each column may belong to another manager
    if (order(left, row) instanceof Order.Known(VersionOrder ours)
        && order(right, row) instanceof Order.Known(VersionOrder theirs)
        && ours != theirs) {
      return new Truth.Undetermined(
          "%s and %s are versions of different package managers".formatted(left.name(), other));
    }
    // the makers of the two sides must be the same: MariaDB 11 is not newer than MySQL 8
    if (left.scale() instanceof VersionScale.OfMaker(String ours)
        && right.scale() instanceof VersionScale.OfMaker(String theirs)
        && !row.text(ours).equals(row.text(theirs))) {
      return ofTwoMakers(left, text, operator, right, value, row);
    }
    return values(left, text, operator, value, row);
  }

  /// Compares series of two makers. Only `=` and `!=` have a result, and only if the texts differ.
  private static Truth ofTwoMakers(
      Column left, String text, Operator operator, Column right, String value, Row row) {
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    if (equality && values(left, text, Operator.EQUAL, value, row) == Truth.Known.FALSE) {
      return values(left, text, operator, value, row);
    }
    return new Truth.Undetermined(
        "%s and %s are of different products: %s and %s"
            .formatted(left.name(), right.name(), maker(left, row), maker(right, row)));
  }

  private static String maker(Column column, Row row) {
    return column.scale() instanceof VersionScale.OfMaker(String maker)
        ? row.text(maker).map(Escape::sentence).orElse("unknown")
        : "unknown";
  }

  /// Whether two texts are one number that is written in two ways: `640` and `0640`. As texts they are not equal.
  static boolean isSameNumber(String text, String value) {
    return isShort(text)
        && isShort(value)
        && !text.equals(value)
        && Long.parseLong(text) == Long.parseLong(value);
  }

  private static Truth decide(Operator operator, int order) {
    return Truth.of(operator.holds(order));
  }

  private static Truth numbers(Column column, String text, Operator operator, String value) {
    // nearly all numbers take this way
    if (isShort(text) && isShort(value)) {
      return decide(operator, Long.compare(Long.parseLong(text), Long.parseLong(value)));
    }
    // negative or long numbers, up to 40 digits
    if (!INTEGER.matcher(text).matches()) {
      return notOfItsType(column, text);
    }
    if (!INTEGER.matcher(value).matches()) {
      return notOfItsType(column, value);
    }
    return decide(operator, new BigInteger(text).compareTo(new BigInteger(value)));
  }

  /// Compares the number that a text is, such as the `5⏎` that a command prints. The compiler has seen to it that the
  /// literal is one.
  private static Truth numbersInTexts(Column column, String text, Operator operator, String value) {
    String stripped = text.strip();
    if (!NUMBER.matcher(stripped).matches()) {
      return new Truth.Undetermined(
          "%s is \"%s\", which is no number".formatted(column.name(), Escape.sentence(text)));
    }
    return decide(operator, new BigDecimal(stripped).compareTo(new BigDecimal(value)));
  }

  /// Whether the text is a natural number that fits into a long. Thousands of rows per host are compared, and this
  /// costs no pattern.
  private static boolean isShort(String text) {
    int length = text.length();
    if (length == 0 || length > 18) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Truth booleans(Column column, String text, Operator operator, String value) {
    if (!isBoolean(text)) {
      return notOfItsType(column, text);
    }
    if (!isBoolean(value)) {
      return notOfItsType(column, value);
    }
    return decide(operator, text.compareTo(value));
  }

  private static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  private static Truth versions(
      Column column, String text, Operator operator, String value, VersionOrder order) {
    // a system may call its version `rolling`, which has no order, but is no other one
    if (order == VersionOrder.RELEASE
        && !operator.isOrder()
        && !(order.accepts(text) && order.accepts(value))) {
      return decide(operator, text.compareTo(value));
    }
    if (!order.accepts(text)) {
      return notOfItsType(column, text);
    }
    if (!order.accepts(value)) {
      return notOfItsType(column, value);
    }
    return decide(operator, order.compare(text, value));
  }

  private static Truth notOfItsType(Column column, String text) {
    String noun =
        switch (column.type()) {
          case TEXT -> "a text";
          case INTEGER -> "an integer";
          case BOOLEAN -> "true or false";
          case VERSION -> "a version";
          case SIZE -> "a number of bytes";
          case DURATION -> "a duration in milliseconds";
        };
    return new Truth.Undetermined(
        "%s is \"%s\", which is not %s".formatted(column.name(), Escape.sentence(text), noun));
  }

  /// The order of a version column in one row, or the reason why it is not known.
  private sealed interface Order {
    record Known(VersionOrder order) implements Order {}

    record Unread(String why) implements Order {}
  }

  /// The order follows from the column's scale. If the scale is a package manager's, a column of the same row names the
  /// manager. Without a manager, semver's order is used.
  private static Order order(Column column, Row row) {
    return switch (column.scale()) {
      case VersionScale.Semantic _, VersionScale.OfMaker _ -> SEMVER;
      case VersionScale.Release _ -> RELEASE;
      case VersionScale.OfManager(String manager) ->
          switch (row.cell(manager)) {
            case Cell.Text(String name) -> new Order.Known(VersionOrder.of(name));
            case Cell.None _ -> SEMVER;
            case Cell.Cut(_, String why) ->
                new Order.Unread("%s was cut: %s".formatted(manager, why));
            case Cell.Unread(String why) ->
                new Order.Unread("%s could not be read: %s".formatted(manager, why));
          };
    };
  }
}
