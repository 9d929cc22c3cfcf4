package dev.driftline.product.compat;

/// The answer to a question about a pair: yes, no, or nobody knows.
public enum Trilean {
  FALSE,
  UNKNOWN,
  TRUE;

  static Trilean of(boolean answer) {
    return answer ? TRUE : FALSE;
  }

  /// One no is a no, whatever the other is.
  Trilean and(Trilean other) {
    return compareTo(other) < 0 ? this : other;
  }

  /// One yes is a yes, whatever the other is.
  Trilean or(Trilean other) {
    return compareTo(other) > 0 ? this : other;
  }

  Trilean not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
