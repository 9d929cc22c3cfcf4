package dev.driftline.model.gate;

import java.util.List;
import java.util.Optional;

/// What the table says of a pair: now, or as if the plan were done.
///
/// @param compatible the worst of the rules that count; empty if it cannot be told
/// @param unknown    why it cannot be told whether the client can log in; it may stand beside a risk
/// @param rules      those that speak of the pair, the worst first
public record PairState(
    Optional<Compatible> compatible, Optional<String> unknown, List<PairRule> rules) {

  public PairState {
    rules = List.copyOf(rules);
  }

  /// A pair about which nothing can be told.
  public static PairState unknown(String why) {
    return new PairState(Optional.empty(), Optional.of(why), List.of());
  }

  /// The rules that say that something is not right.
  public List<PairRule> faults() {
    return rules.stream().filter(rule -> rule.verdict() != Compatible.OK).toList();
  }
}
