package dev.driftline.model.table;

/// One value of a row: a text, nothing, or something that is there but could not be read.
///
/// Nothing and unread must not meet: a process without a unit has nothing in `unit`; a descriptor
/// that we were not allowed to look at is unread in `kind`, and no matcher may call that right or
/// wrong.
public sealed interface Cell {

  /// A value, in the canonical form of its column's type. What a host said, so hostile until escaped.
  record Text(String text) implements Cell {}

  /// There is no such thing for this row.
  enum None implements Cell {
    NONE
  }

  /// There may be a value, but it could not be read. `why` is for the reader: `Permission denied`.
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
