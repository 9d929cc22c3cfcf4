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
/// @param cause    the id of the [Cause] why it was not reached; empty if it was, and before causes were looked for
public record HostResult(
    String host,
    String address,
    Outcome outcome,
    Duration elapsed,
    Optional<String> os,
    List<Coverage> coverage,
    Optional<HostAnswers.Noise> noise,
    List<String> older,
    String cause) {

  public HostResult {
    coverage = List.copyOf(coverage);
    older = List.copyOf(older);
  }

  /// The part about a host before causes were looked for.
  public HostResult(
      String host,
      String address,
      Outcome outcome,
      Duration elapsed,
      Optional<String> os,
      List<Coverage> coverage,
      Optional<HostAnswers.Noise> noise,
      List<String> older) {
    this(host, address, outcome, elapsed, os, coverage, noise, older, "");
  }

  /// The same part with the cause why the host was not reached.
  public HostResult withCause(String cause) {
    return new HostResult(host, address, outcome, elapsed, os, coverage, noise, older, cause);
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
