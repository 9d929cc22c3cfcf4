package dev.driftline.model;

import dev.driftline.model.table.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The part of a report about one host.
///
/// @param address  the address of the connection; empty for this machine
/// @param os       `debian 12`, if the host said so
/// @param coverage how much could be looked at, one entry per kind of thing
/// @param older    the older algorithms that the inventory allows for the host and for the bastions before it
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

  /// The part about a host with the usual algorithms.
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
