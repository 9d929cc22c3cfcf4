package dev.driftline.policy;

import dev.driftline.source.SourceLocation;
import java.util.List;

/// One policy file, compiled for one host (or for all hosts, if it holds no template).
///
/// @param name  the policy's name, unique within the run
/// @param hosts which hosts it is about
/// @param at    where it begins
public record Policy(
    String name, String title, HostsPattern hosts, List<Check> checks, SourceLocation at) {

  public Policy {
    checks = List.copyOf(checks);
  }
}
