package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.VersionScale;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.text.Escape;
import dev.driftline.version.VersionOrder;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// Compares two texts as their column's type says. A text that is none of its type decides nothing.
final class Comparison {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,40}");
  private static final Order SEMVER = new Order.Known(VersionOrder.SEMVER);

  private Comparison() {}

  /// A cell with a literal of the policy.
  static Truth compare(Column column, String text, Operator operator, String value, Row row) {
    return switch (column.type()) {
      case TEXT -> decide(operator, text.compareTo(value));
      case BOOLEAN -> booleans(column, text, operator, value);
      case INTEGER, SIZE, DURATION -> numbers(column, text, operator, value);
      case VERSION ->
          switch (order(column, row)) {
            case Order.Known(VersionOrder order) -> versions(column, text, operator, value, order);
            case Order.Unread(String why) -> new Truth.Undetermined(why);
          };
    };
  }

  /// Two cells of a row. Versions of two package managers have no common order, nor have series that are counted in two
  /// ways: of those it can be told that they differ, not that they are alike.
  static Truth columns(
      Column left, String text, Operator operator, String other, String value, Row row) {
    if (left.type() != ColumnType.VERSION) {
      return compare(left, text, operator, value, row);
    }
    Column right = row.columns().list().get(row.columns().position(other));
    if (order(right, row) instanceof Order.Unread(String why)) {
      return new Truth.Undetermined(why);
    }
    if (order(left, row) instanceof Order.Known(VersionOrder ours)
        && order(right, row) instanceof Order.Known(VersionOrder theirs)
        && ours != theirs) {
      return new Truth.Undetermined(
          "%s and %s are versions of different package managers".formatted(left.name(), other));
    }
    if (left.scale() instanceof VersionScale.OfMaker(String ours)
        && right.scale() instanceof VersionScale.OfMaker(String theirs)
        && !row.text(ours).equals(row.text(theirs))) {
      return ofTwoMakers(left, text, operator, right, value, row);
    }
    return compare(left, text, operator, value, row);
  }

  /// Two series that are not counted alike. If their texts differ, they are not equal; nothing else can be told.
  private static Truth ofTwoMakers(
      Column left, String text, Operator operator, Column right, String value, Row row) {
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    if (equality && compare(left, text, Operator.EQUAL, value, row) == Truth.Known.FALSE) {
      return compare(left, text, operator, value, row);
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

  private static Truth decide(Operator operator, int order) {
    return Truth.of(
        switch (operator) {
          case EQUAL -> order == 0;
          case NOT_EQUAL -> order != 0;
          case GREATER -> order > 0;
          case AT_LEAST -> order >= 0;
          case LESS -> order < 0;
          case AT_MOST -> order <= 0;
        });
  }

  private static Truth numbers(Column column, String text, Operator operator, String value) {
    if (isShort(text) && isShort(value)) {
      return decide(operator, Long.compare(Long.parseLong(text), Long.parseLong(value)));
    }
    if (!INTEGER.matcher(text).matches()) {
      return notOfItsType(column, text);
    }
    if (!INTEGER.matcher(value).matches()) {
      return notOfItsType(column, value);
    }
    return decide(operator, new BigInteger(text).compareTo(new BigInteger(value)));
  }

  /// Whether it is a natural number of few digits, as nearly all are: thousands of rows a host are compared.
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

  /// Which order versions of a row have.
  private sealed interface Order {
    record Known(VersionOrder order) implements Order {}

    record Unread(String why) implements Order {}
  }

  private static Order order(Column column, Row row) {
    return switch (column.scale()) {
      case VersionScale.Semantic _, VersionScale.OfMaker _ -> SEMVER;
      case VersionScale.OfManager(String manager) ->
          switch (row.cell(manager)) {
            case Cell.Text(String name) -> new Order.Known(VersionOrder.of(name));
            case Cell.None _ -> SEMVER;
            case Cell.Unread(String why) ->
                new Order.Unread("%s could not be read: %s".formatted(manager, why));
          };
    };
  }
}
