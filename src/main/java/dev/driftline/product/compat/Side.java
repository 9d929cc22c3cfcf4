package dev.driftline.product.compat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One side of a row: the ranges of each product, or any product at all.
///
/// @param any    whether every product in every version is meant
/// @param ranges by product; one of a product's ranges must hold
public record Side(boolean any, Map<String, List<VersionRange>> ranges) {

  public static final Side ANY = new Side(true, Map.of());

  public Side {
    ranges = Map.copyOf(new LinkedHashMap<>(ranges));
  }

  /// Whether the row is about this end of a pair. Nothing is certain of an end whose product is not known.
  Trilean has(Party party) {
    if (any) {
      return Trilean.TRUE;
    }
    if (party.product().isEmpty()) {
      return Trilean.UNKNOWN;
    }
    List<VersionRange> own = rangesOf(party.product().get());
    Trilean found = Trilean.FALSE;
    for (VersionRange range : own) {
      found = found.or(party.version().map(range::has).orElse(Trilean.UNKNOWN));
    }
    return found;
  }

  /// The ranges of a product; those that it reads as another one if it has none of its own.
  public List<VersionRange> rangesOf(TableProduct product) {
    if (any) {
      return List.of(VersionRange.ANY);
    }
    List<VersionRange> own = ranges.get(product.name());
    if (own != null) {
      return own;
    }
    return product.like().map(name -> ranges.getOrDefault(name, List.of())).orElse(List.of());
  }

  public boolean overlaps(Side other) {
    if (any || other.any) {
      return true;
    }
    return ranges.entrySet().stream()
        .anyMatch(entry ->
            other.ranges.getOrDefault(entry.getKey(), List.of()).stream()
                .anyMatch(theirs -> entry.getValue().stream().anyMatch(theirs::overlaps)));
  }

  /// Whether each end that `other` is about is one that this side is about.
  public boolean contains(Side other) {
    if (any || other.any) {
      return any;
    }
    return other.ranges.entrySet().stream()
        .allMatch(entry ->
            entry.getValue().stream()
                .allMatch(range ->
                    ranges.getOrDefault(entry.getKey(), List.of()).stream()
                        .anyMatch(mine -> mine.contains(range))));
  }

  Set<String> products() {
    return ranges.keySet();
  }

  /// In words: `libmariadb < 3.4, mysqlnd any`.
  public String words() {
    if (any) {
      return "any";
    }
    return ranges.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            entry.getKey()
                + " "
                + entry.getValue().stream()
                    .map(VersionRange::text)
                    .collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", "));
  }
}
