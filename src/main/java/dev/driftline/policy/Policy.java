package dev.driftline.policy;

import dev.driftline.source.SourceLocation;
import java.util.List;

/// One policy file as it is for all hosts: texts of its checks may still be templates.
///
/// @param name  the policy's name, unique within the run
/// @param title its subject in a few words; its name, if the file has no title
/// @param hosts which hosts it is about
/// @param at    where it begins
public record Policy(
    String name, String title, HostPatternText hosts, List<Check> checks, SourceLocation at) {

  public Policy {
    checks = List.copyOf(checks);
  }
}
