package dev.driftline.model.gate;

import java.util.List;
import java.util.Optional;

/// What a plan changes for one pair, rule by rule.
///
/// @param worse   rules that do not hold now, or that weigh more than now
/// @param already rules that hold now and then, and do not weigh more
/// @param cured   rules that hold now only
/// @param could   rules that would be worse if they hold, of which cannot be told whether they are about this pair
/// @param unknown why it cannot be told what will be; empty if it can
public record PairDelta(
    List<PairRule> worse,
    List<PairRule> already,
    List<PairRule> cured,
    List<PairRule> could,
    Optional<String> unknown) {

  public PairDelta {
    worse = List.copyOf(worse);
    already = List.copyOf(already);
    cured = List.copyOf(cured);
    could = List.copyOf(could);
  }

  /// The rules that are already so, without risks that follow only from what nobody knows.
  public List<PairRule> alreadyTold() {
    return already.stream().filter(rule -> rule.weight() == PairRule.Weight.TOLD).toList();
  }

  /// A pair about which nothing can be told.
  public static PairDelta unknown(String why) {
    return new PairDelta(List.of(), List.of(), List.of(), List.of(), Optional.of(why));
  }
}
