package dev.driftline.product.compat;

import java.util.List;
import java.util.Optional;

/// What a table says about a client and a server.
///
/// @param compatible the worst of the rules that count; empty if nothing can be told
/// @param undecided  why it cannot be told whether the client can log in; it may stand beside a risk
/// @param rules      those that speak of the pair, the worst first
public record Judgement(
    Optional<Compatible> compatible, Optional<String> undecided, List<Rule> rules) {

  public Judgement {
    rules = List.copyOf(rules);
  }

  /// The rules that count as more than ok.
  public List<Rule> faults() {
    return rules.stream().filter(rule -> rule.compatible() != Compatible.OK).toList();
  }
}
