package dev.driftline.collect;

import java.time.Duration;

/// A point in time on the monotonic clock, at which a wait ends.
///
/// @param nanoTime in terms of [System#nanoTime]
public record Deadline(long nanoTime) {

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// The earlier of the two.
  public Deadline or(Deadline other) {
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }

  /// The later of the two.
  public Deadline and(Deadline other) {
    return nanoTime - other.nanoTime >= 0 ? this : other;
  }

  /// The deadline moved by `time`; a negative time makes it earlier.
  public Deadline plus(Duration time) {
    return new Deadline(nanoTime + time.toNanos());
  }

  /// The time left, never negative.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean passed() {
    return left().isZero();
  }
}
