package dev.driftline.judge;

import java.util.List;

/// What a condition says of a value: holds, does not hold, or cannot be told (Kleene's three-valued logic).
sealed interface Truth {

  /// It could be decided.
  enum Known implements Truth {
    TRUE,
    FALSE
  }

  /// It could not; `why` is for the reader.
  record Undetermined(String why) implements Truth {}

  static Truth of(boolean value) {
    return value ? Known.TRUE : Known.FALSE;
  }

  /// False if one is false, whatever the others; else undetermined if one is.
  static Truth all(List<Truth> truths) {
    return decide(truths, Known.FALSE, Known.TRUE);
  }

  /// True if one is true, whatever the others; else undetermined if one is.
  static Truth any(List<Truth> truths) {
    return decide(truths, Known.TRUE, Known.FALSE);
  }

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
