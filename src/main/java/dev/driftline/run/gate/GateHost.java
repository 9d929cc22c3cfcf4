package dev.driftline.run.gate;

import dev.driftline.gate.assume.AssumedHost;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostResult;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PairEvidence;
import dev.driftline.policy.Check.Subject.Pair;
import dev.driftline.run.KeptMemory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One host of a gate after it answered: what of it has to wait for other hosts.
///
/// @param host            the report's entry about the host
/// @param assumed         what the plan changes here, without answers
/// @param now             results of checks about rows
/// @param then            the same as if the plan were done
/// @param evidence        of the pairs now
/// @param assumedEvidence of the pairs as if the plan were done
/// @param proxied         connections that were accepted by clients without a known client library
/// @param withClients     names of products of which a client is installed
/// @param verifiedAddress the IP address at which the host has proved its identity
/// @param addresses       the addresses that the host says it has, separated by commas
record GateHost(
    HostResult host,
    AssumedHost assumed,
    List<CheckResult> now,
    List<CheckResult> then,
    Map<Pair, PairEvidence> evidence,
    Map<Pair, PairEvidence> assumedEvidence,
    Map<Pair, List<Row>> proxied,
    Set<String> withClients,
    Optional<String> verifiedAddress,
    Cell addresses) {

  /// The memory that one character of `addresses` costs later, in bytes. Each address gets an entry in a map.
  private static final long CLAIMED = 16;

  String name() {
    return host.host();
  }

  PairEvidence evidence(Pair pair) {
    return Objects.requireNonNull(evidence.get(pair));
  }

  /// The memory that this takes until the end of the run, in bytes.
  long bytes() {
    long bytes = KeptMemory.bytesOf(now) + KeptMemory.bytesOf(then);
    for (Map<Pair, PairEvidence> each : List.of(evidence, assumedEvidence)) {
      bytes += each.values().stream().mapToLong(PairEvidence::bytes).sum();
    }
    for (List<Row> rows : proxied.values()) {
      bytes += rows.stream().mapToLong(Budget::bytesOf).sum();
    }
    return bytes + (addresses instanceof Cell.Text(String list) ? CLAIMED * list.length() : 0);
  }
}
