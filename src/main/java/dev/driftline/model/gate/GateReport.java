package dev.driftline.model.gate;

import java.util.List;
import java.util.Optional;

/// What a gate found.
///
/// @param plan     its name; empty if the command line says all
/// @param assumed  what the plan changes
/// @param moved    what is taken along
/// @param notMoved what has the version of a planned package, and stays
/// @param pairs    clients and servers of which the plan changes one
/// @param worse    findings of other checks that the plan brings
/// @param already  those that are there now, too
/// @param cured    those that are there only now
/// @param skews    ids of checks that only compare versions of pairs which a table judges: they set no bit
/// @param possible hosts that have a client library, and are not connected
/// @param notAsked clients about which nothing could be told
/// @param notes    what else is to be said
public record GateReport(
    Optional<String> plan,
    List<Planned> assumed,
    List<Planned> moved,
    List<Planned> notMoved,
    List<ToldAnswer> told,
    List<GatePair> pairs,
    List<GateFinding> worse,
    List<GateFinding> already,
    List<GateFinding> cured,
    List<String> skews,
    List<String> possible,
    List<NotAsked> notAsked,
    List<GateNote> notes) {

  public GateReport {
    assumed = List.copyOf(assumed);
    moved = List.copyOf(moved);
    notMoved = List.copyOf(notMoved);
    told = List.copyOf(told);
    pairs = List.copyOf(pairs);
    worse = List.copyOf(worse);
    already = List.copyOf(already);
    cured = List.copyOf(cured);
    skews = List.copyOf(skews);
    possible = List.copyOf(possible);
    notAsked = List.copyOf(notAsked);
    notes = List.copyOf(notes);
  }
}
