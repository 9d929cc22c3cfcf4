package dev.driftline.product.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version as a maker counts it: numbers, and letters where OpenSSL counts with them. Epoch, revision and what a
/// distribution adds are left out.
///
/// @param numbers `8, 0, 36`
/// @param letters `k` of `1.0.2k`; empty without
/// @param series  whether only the series is known: `3.3` then stands for each 3.3.x
public record CountedVersion(List<Long> numbers, String letters, boolean series)
    implements Comparable<CountedVersion> {

  /// Numbers with dots between, and up to two letters at once behind them. `9.2p1` has no letters: a number follows.
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,15}){0,9})([a-z]{0,2}(?![A-Za-z0-9]))?.*");

  private static final Pattern EPOCH = Pattern.compile("^[0-9]+:");

  public CountedVersion {
    numbers = List.copyOf(numbers);
  }

  /// The version that a text begins with; empty if it begins with no number.
  public static Optional<CountedVersion> of(String text) {
    Matcher found = FORM.matcher(EPOCH.matcher(text.strip()).replaceFirst(""));
    if (!found.matches()) {
      return Optional.empty();
    }
    List<Long> numbers = new ArrayList<>();
    for (String number : found.group(1).split("\\.", -1)) {
      numbers.add(Long.parseLong(number));
    }
    String letters = found.group(2);
    return Optional.of(new CountedVersion(numbers, letters == null ? "" : letters, false));
  }

  /// The same numbers as a series, whose releases are not told apart.
  public CountedVersion asSeries() {
    return new CountedVersion(numbers, letters, true);
  }

  private long number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  /// By number, field by field. A field that is missing counts as 0: 8.4 is 8.4.0.
  @Override
  public int compareTo(CountedVersion other) {
    int order = compareNumbers(other, Math.max(numbers.size(), other.numbers.size()));
    return order != 0 ? order : letters.compareTo(other.letters);
  }

  private int compareNumbers(CountedVersion other, int count) {
    for (int i = 0; i < count; i++) {
      int order = Long.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// Whether this version, or each version of this series, is at least `bound`.
  Trilean isAtLeast(CountedVersion bound) {
    if (!series || bound.numbers.size() <= numbers.size()) {
      return Trilean.of(compareTo(bound) >= 0);
    }
    int order = compareNumbers(bound, numbers.size());
    if (order != 0) {
      return Trilean.of(order > 0);
    }
    boolean first = compareNumbers(bound, bound.numbers.size()) == 0 && bound.letters.isEmpty();
    return first ? Trilean.TRUE : Trilean.UNKNOWN;
  }

  /// Whether this version, or each version of this series, is above `bound`.
  Trilean isAbove(CountedVersion bound) {
    if (!series) {
      return Trilean.of(compareTo(bound) > 0);
    }
    int order = compareNumbers(bound, Math.min(numbers.size(), bound.numbers.size()));
    return order == 0 ? Trilean.UNKNOWN : Trilean.of(order > 0);
  }

  /// Whether it is of a later series than `last`: 9.2 is behind 9.1, and 9.1.5 is not.
  public boolean isBehind(CountedVersion last) {
    return compareNumbers(last, last.numbers.size()) > 0;
  }

  /// A version just above this one.
  public CountedVersion next() {
    List<Long> after = new ArrayList<>(numbers);
    after.add(1L);
    return new CountedVersion(after, letters, false);
  }

  /// A version just below this one; empty below 0.
  public Optional<CountedVersion> previous() {
    for (int i = numbers.size() - 1; i >= 0; i--) {
      if (numbers.get(i) > 0) {
        List<Long> before = new ArrayList<>(numbers.subList(0, i));
        before.add(numbers.get(i) - 1);
        if (i < numbers.size() - 1) {
          before.add(99L);
        }
        return Optional.of(new CountedVersion(before, "", false));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList()) + letters;
  }
}
