package dev.driftline.model.table;

import java.util.Optional;

/// One value of a row: a text, the beginning of a text, no value, or an unread value.
///
/// No value and unread are different. A process without a unit has no value in `unit`. A descriptor that may not be
/// looked at is unread in `kind`, and no matcher may call it right or wrong. A command line of which only the first
/// bytes arrived is cut: a matcher calls it right or wrong only if no rest could change that.
public sealed interface Cell {

  /// A value, in the canonical form of its column's type. It comes from a host, so it is hostile until it was escaped.
  record Text(String text) implements Cell {}

  /// The beginning of a value whose rest did not arrive. The whole value begins with exactly this text; the rest may be
  /// empty.
  ///
  /// @param text the beginning, from a host like each text. It does not end within a character
  /// @param why  for the reader: `only its first 1,024 bytes were taken`
  record Cut(String text, String why) implements Cell {}

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

  static Cell cut(String beginning, String why) {
    return new Cut(beginning, why);
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

  /// Why the value, or its rest, is not known. Empty if the cell says all.
  default Optional<String> missing() {
    return switch (this) {
      case Text _, None _ -> Optional.empty();
      case Cut(_, String why) -> Optional.of(why);
      case Unread(String why) -> Optional.of(why);
    };
  }
}
