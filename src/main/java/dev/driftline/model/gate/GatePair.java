package dev.driftline.model.gate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A client process with one library, and a server that it is connected to.
///
/// @param key         the same from night to night
/// @param product     what they speak: `mysql`
/// @param connections how many they have
/// @param via         the proxy between them: `haproxy on px1`; empty without one
/// @param clientThen  the version that the client's library will have; empty if the plan does not change it
/// @param straight    what would be if the client were connected to the server itself; empty without a proxy, or if the
///     client was not asked
/// @param waived      what waivers accept of it
public record GatePair(
    String key,
    String product,
    int connections,
    Optional<String> via,
    PairClient client,
    Optional<String> clientThen,
    PairServer server,
    PairState now,
    PairState then,
    PairDelta delta,
    Optional<PairState> straight,
    List<PairWaiver> waived) {

  public GatePair {
    waived = List.copyOf(waived);
  }

  /// A pair of which no waiver accepts anything.
  public GatePair(
      String key,
      String product,
      int connections,
      Optional<String> via,
      PairClient client,
      Optional<String> clientThen,
      PairServer server,
      PairState now,
      PairState then,
      PairDelta delta,
      Optional<PairState> straight) {
    this(
        key,
        product,
        connections,
        via,
        client,
        clientThen,
        server,
        now,
        then,
        delta,
        straight,
        List.of());
  }

  /// The same pair with what waivers accept.
  public GatePair accepting(List<PairWaiver> accepted) {
    return new GatePair(
        key,
        product,
        connections,
        via,
        client,
        clientThen,
        server,
        now,
        then,
        delta,
        straight,
        accepted);
  }

  /// The waiver of a rule that gets worse.
  public Optional<PairWaiver> waiverOf(PairRule rule) {
    return waived.stream().filter(each -> each.rule().equals(Optional.of(rule.id()))).findFirst();
  }

  /// The waiver that accepts that it cannot be told what will be.
  public Optional<PairWaiver> waiverOfUnknown() {
    return waived.stream().filter(each -> each.rule().isEmpty()).findFirst();
  }

  /// The rules that get worse, and that no waiver accepts.
  public List<PairRule> worse() {
    return delta.worse().stream().filter(rule -> waiverOf(rule).isEmpty()).toList();
  }

  /// Whether it cannot be told what will be, and no waiver accepts that.
  public boolean isOpen() {
    return delta.unknown().isPresent() && waiverOfUnknown().isEmpty();
  }

  /// The same pair with another host as the client, of which no more is known.
  public GatePair ofClient(String host, String keyOfBoth) {
    PairClient unknown =
        new PairClient(
            host,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new GatePair(
        keyOfBoth,
        product,
        connections,
        via,
        unknown,
        Optional.empty(),
        server,
        now,
        then,
        delta,
        straight,
        waived);
  }

  /// The worst of what gets worse.
  public Optional<PairRule> worst() {
    return worse().stream()
        .max(Comparator.comparing(PairRule::severity).thenComparing(PairRule::verdict));
  }

  /// The rules of a list by their ids.
  public static List<String> ids(List<PairRule> rules) {
    return rules.stream().map(PairRule::id).toList();
  }
}
