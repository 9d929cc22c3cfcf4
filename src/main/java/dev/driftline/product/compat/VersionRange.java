package dev.driftline.product.compat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions from one to another: `>= 5.5 < 8.0`, `= 8.0.32`, `any`.
///
/// @param from the bound below; empty if there is none
/// @param to   the bound above; empty if there is none
/// @param text as written
public record VersionRange(Optional<Bound> from, Optional<Bound> to, String text) {

  public static final VersionRange ANY =
      new VersionRange(Optional.empty(), Optional.empty(), "any");

  private static final String BOUND = "(>=|<=|=|>|<) ?([0-9][0-9.]*[a-z]{0,2})";
  private static final Pattern FORM = Pattern.compile(BOUND + "(?: +" + BOUND + ")?");

  /// An end of a range.
  ///
  /// @param inclusive whether the version itself is in the range
  public record Bound(CountedVersion version, boolean inclusive) {}

  /// Reads a range; empty if it is none.
  public static Optional<VersionRange> of(String text) {
    if (text.equals("any")) {
      return Optional.of(ANY);
    }
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<VersionRange> first = half(form.group(1), form.group(2), text);
    if (form.group(3) == null) {
      return first;
    }
    Optional<VersionRange> second = half(form.group(3), form.group(4), text);
    return first.flatMap(a -> second.flatMap(b -> join(a, b, text)));
  }

  private static Optional<VersionRange> half(String operator, String version, String text) {
    return CountedVersion.of(version)
        .map(found ->
            switch (operator) {
              case ">=" -> new VersionRange(bound(found, true), Optional.empty(), text);
              case ">" -> new VersionRange(bound(found, false), Optional.empty(), text);
              case "<=" -> new VersionRange(Optional.empty(), bound(found, true), text);
              case "<" -> new VersionRange(Optional.empty(), bound(found, false), text);
              default -> new VersionRange(bound(found, true), bound(found, true), text);
            });
  }

  private static Optional<Bound> bound(CountedVersion version, boolean inclusive) {
    return Optional.of(new Bound(version, inclusive));
  }

  /// Two halves: one must be a bound below, the other one above.
  private static Optional<VersionRange> join(VersionRange a, VersionRange b, String text) {
    boolean rising = a.to.isEmpty() && b.from.isEmpty();
    boolean falling = a.from.isEmpty() && b.to.isEmpty();
    if (!rising && !falling) {
      return Optional.empty();
    }
    return Optional.of(new VersionRange(a.from.or(() -> b.from), a.to.or(() -> b.to), text));
  }

  /// Whether no version can be in it: `>= 8.0 < 5.7`.
  public boolean isEmpty() {
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    int order = from.get().version().compareTo(to.get().version());
    return order > 0 || (order == 0 && !(from.get().inclusive() && to.get().inclusive()));
  }

  Trilean has(CountedVersion version) {
    Trilean above =
        from.map(low ->
                low.inclusive() ? version.isAtLeast(low.version()) : version.isAbove(low.version()))
            .orElse(Trilean.TRUE);
    Trilean below =
        to.map(high ->
                high.inclusive()
                    ? version.isAbove(high.version()).not()
                    : version.isAtLeast(high.version()).not())
            .orElse(Trilean.TRUE);
    return above.and(below);
  }

  boolean overlaps(VersionRange other) {
    return !new VersionRange(higher(from, other.from), lower(to, other.to), text).isEmpty();
  }

  private static Optional<Bound> higher(Optional<Bound> a, Optional<Bound> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    int order = a.get().version().compareTo(b.get().version());
    return order > 0 || (order == 0 && !a.get().inclusive()) ? a : b;
  }

  private static Optional<Bound> lower(Optional<Bound> a, Optional<Bound> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    int order = a.get().version().compareTo(b.get().version());
    return order < 0 || (order == 0 && !a.get().inclusive()) ? a : b;
  }

  /// Whether each version of `other` is in this range.
  boolean contains(VersionRange other) {
    return (from.isEmpty() || higher(from, other.from).equals(other.from))
        && (to.isEmpty() || lower(to, other.to).equals(other.to));
  }
}
