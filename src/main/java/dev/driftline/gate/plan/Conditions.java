package dev.driftline.gate.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a plan may tell of a product.
@FunctionalInterface
public interface Conditions {

  /// The conditions of a product's table by name, each with the answers that its rules know, or with nothing if a rule
  /// takes any text. Empty if the product has no table.
  Optional<Map<String, Optional<Set<String>>>> of(String product);
}
