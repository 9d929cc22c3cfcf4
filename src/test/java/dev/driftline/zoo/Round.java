package dev.driftline.zoo;

import java.util.ArrayList;
import java.util.List;

/// Which of the descriptors 0, 1 and 2 are closed when the programs start.
///
/// @param closed a set of bits: 1 for descriptor 0, 2 for descriptor 1, 4 for descriptor 2
record Round(int closed) implements Comparable<Round> {

  static final Round HEALTHY = new Round(0);

  static List<Round> all() {
    return List.of("healthy", "0", "1", "2", "01", "02", "12", "012").stream()
        .map(Round::named)
        .toList();
  }

  /// @param name `healthy`, or the closed numbers: `02`
  static Round named(String name) {
    int bits = 0;
    if (!name.equals("healthy")) {
      for (int at = 0; at < name.length(); at++) {
        bits |= 1 << (name.charAt(at) - '0');
      }
    }
    return new Round(bits);
  }

  boolean closes(int number) {
    return (closed >> number & 1) != 0;
  }

  @Override
  public int compareTo(Round other) {
    return Integer.compare(order(), other.order());
  }

  /// The fewer are closed, the earlier.
  private int order() {
    return Integer.bitCount(closed) * 8 + closed;
  }

  @Override
  public String toString() {
    List<String> numbers = new ArrayList<>();
    for (int number = 0; number <= 2; number++) {
      if (closes(number)) {
        numbers.add("" + number);
      }
    }
    return numbers.isEmpty() ? "healthy" : String.join("", numbers);
  }
}
