package dev.driftline.judge;

import java.util.List;

/// Whether a condition holds: it does, it does not, or that cannot be told. This is Kleene's three-valued logic: "false
/// and unknown" is false, "true and unknown" is unknown.
sealed interface Truth {

  /// It could be told.
  enum Known implements Truth {
    TRUE,
    FALSE
  }

  /// It could not be told.
  ///
  /// @param why for the reader: `kind could not be read: Permission denied`
  record Undetermined(String why) implements Truth {}

  /// It cannot be told about a cell that could not be read.
  static Truth unread(String column, String why) {
    return new Undetermined("%s could not be read: %s".formatted(column, why));
  }

  /// It cannot be told about a cell of which only the beginning is known.
  static Truth cut(String column, String why) {
    return new Undetermined(
        "%s was cut, and its rest could decide this: %s".formatted(column, why));
  }

  static Truth of(boolean value) {
    return value ? Known.TRUE : Known.FALSE;
  }

  /// False if one is false, whatever the others are. Otherwise undetermined if one is.
  static Truth all(List<Truth> truths) {
    return decide(truths, Known.FALSE, Known.TRUE);
  }

  /// True if one is true, whatever the others are. Otherwise undetermined if one is.
  static Truth any(List<Truth> truths) {
    return decide(truths, Known.TRUE, Known.FALSE);
  }

  /// `decisive` if one of them is that; otherwise the first that is undetermined; otherwise `otherwise`.
  private static Truth decide(List<Truth> truths, Known decisive, Known otherwise) {
    Truth result = otherwise;
    for (Truth truth : truths) {
      if (truth == decisive) {
        return decisive;
      }
      if (truth instanceof Undetermined && result == otherwise) {
        result = truth;
      }
    }
    return result;
  }

  default Truth negated() {
    return switch (this) {
      case Known known -> of(known == Known.FALSE);
      case Undetermined undetermined -> undetermined;
    };
  }
}
