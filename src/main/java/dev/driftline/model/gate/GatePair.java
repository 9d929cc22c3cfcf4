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
    Optional<PairState> straight) {

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
        straight);
  }

  /// The worst of what gets worse.
  public Optional<PairRule> worst() {
    return delta.worse().stream()
        .max(Comparator.comparing(PairRule::severity).thenComparing(PairRule::verdict));
  }

  /// The rules of a list by their ids.
  public static List<String> ids(List<PairRule> rules) {
    return rules.stream().map(PairRule::id).toList();
  }
}
