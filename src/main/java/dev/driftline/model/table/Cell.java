package dev.driftline.model.table;

/// One value of a row: a text, no value, or an unread value.
///
/// No value and unread are different. A process without a unit has no value in `unit`. A descriptor that may not be
/// looked at is unread in `kind`, and no matcher may call it right or wrong.
public sealed interface Cell {

  /// A value, in the canonical form of its column's type. It comes from a host, so it is hostile until it was escaped.
  record Text(String text) implements Cell {}

  /// The row has no such thing.
  enum None implements Cell {
    NONE
  }

  /// There may be a value, but it could not be read.
  ///
  /// @param why for the reader: `Permission denied`
  record Unread(String why) implements Cell {}

  static Cell text(String text) {
    return new Text(text);
  }

  static Cell integer(long value) {
    return new Text(Long.toString(value));
  }

  static Cell bool(boolean value) {
    return new Text(Boolean.toString(value));
  }

  static Cell none() {
    return None.NONE;
  }

  static Cell unread(String why) {
    return new Unread(why);
  }
}
