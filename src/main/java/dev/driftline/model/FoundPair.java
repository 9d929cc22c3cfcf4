package dev.driftline.model;

import dev.driftline.model.gate.PairClient;
import dev.driftline.model.gate.PairServer;
import dev.driftline.model.gate.PairState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A client process, its client library and the server that it is connected to. It is told whether or not something is
/// wrong with it.
///
/// @param key         the same from night to night; it has no pid and no ephemeral port
/// @param product     what speaks the protocol: `mysql`, or the port that a check names
/// @param connections how many there are
/// @param seen        `now`, or `installed`: the client runs for moments, and is installed beside the server
/// @param now         what the product's table says
/// @param verdicts    by the id of each check that selected it: `pass`, `drift` or `unknown`
public record FoundPair(
    String key,
    String product,
    int connections,
    String seen,
    PairState now,
    SortedMap<String, String> verdicts,
    PairClient client,
    PairServer server) {

  public FoundPair {
    verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
  }
}
