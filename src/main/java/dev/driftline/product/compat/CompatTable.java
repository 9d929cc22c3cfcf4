package dev.driftline.product.compat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known about the clients and servers of one product.
///
/// @param name       of the product, as in `pair: { product: mysql }`
/// @param products   by name, in the order of the file
/// @param conditions by name
/// @param pairs      the servers that each client is meant to speak to
/// @param knownUntil the last series of a product that the table knows
public record CompatTable(
    String name,
    Map<String, TableProduct> products,
    Map<String, TableCondition> conditions,
    Map<String, List<String>> pairs,
    Map<String, CountedVersion> knownUntil,
    List<TableRow> rows) {

  /// The topics in which a pair must be ok to be ok at all.
  public static final Set<String> LOGIN = Set.of("auth", "protocol", "kex");

  /// The topics about which a connection that lives tells that nothing is broken.
  static final Set<String> PROVEN_BY_A_CONNECTION = Set.of("auth", "tls", "protocol", "kex");

  public CompatTable {
    products = Collections.unmodifiableMap(new LinkedHashMap<>(products));
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    knownUntil = Collections.unmodifiableMap(new LinkedHashMap<>(knownUntil));
    rows = List.copyOf(rows);
  }

  public Optional<TableProduct> product(String called) {
    return Optional.ofNullable(products.get(called));
  }

  /// The last series of a product that the table knows; empty if the table does not say so.
  public Optional<CountedVersion> knownUntil(TableProduct product) {
    CountedVersion own = knownUntil.get(product.name());
    return own != null
        ? Optional.of(own)
        : product.like().flatMap(name -> Optional.ofNullable(knownUntil.get(name)));
  }

  /// The answers to a condition that rows compare with, or that are a default. Empty if a row takes any text or number.
  public Optional<Set<String>> answers(String condition) {
    Set<String> answers = new TreeSet<>();
    Optional.ofNullable(conditions.get(condition)).stream()
        .flatMap(known -> known.defaults().stream())
        .forEach(each -> answers.add(each.is()));
    for (TableRow row : rows) {
      for (When when : row.when()) {
        if (when.condition().equals(condition) && !when.test().collect(answers)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(answers);
  }
}
