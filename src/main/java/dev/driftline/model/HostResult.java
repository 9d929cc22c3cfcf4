package dev.driftline.model;

import dev.driftline.model.table.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a report says about a host.
///
/// @param address  what was connected to; empty for this machine
/// @param os       `debian 12`, if the host said so
/// @param coverage how much could be looked at, one for each kind of thing
/// @param older    the older algorithms that the inventory allows for it and the bastions before it
public record HostResult(
    String host,
    String address,
    Outcome outcome,
    Duration elapsed,
    Optional<String> os,
    List<Coverage> coverage,
    Optional<HostAnswers.Noise> noise,
    List<String> older) {

  public HostResult {
    coverage = List.copyOf(coverage);
    older = List.copyOf(older);
  }

  /// Of a host with the usual algorithms.
  public HostResult(
      String host,
      String address,
      Outcome outcome,
      Duration elapsed,
      Optional<String> os,
      List<Coverage> coverage,
      Optional<HostAnswers.Noise> noise) {
    this(host, address, outcome, elapsed, os, coverage, noise, List.of());
  }
}
