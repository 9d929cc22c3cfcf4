package dev.driftline.policy.site;

import dev.driftline.model.Severity;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change that a site makes to a check without copying it.
///
/// @param file     in which it stands
/// @param at       where it begins
/// @param check    the id of the check
/// @param hosts    where the change holds
/// @param severity of all findings there; empty if it does not change
/// @param where    conditions that rows must meet besides those of the check
/// @param enabled  whether the check runs there; empty if that does not change
/// @param reason   why this site differs
/// @param keys     where each key stands
public record SiteOverride(
    SourceFile file,
    SourceLocation at,
    String check,
    HostPatternText hosts,
    Optional<Severity> severity,
    List<Condition> where,
    Optional<Boolean> enabled,
    String reason,
    Map<String, SourceLocation> keys) {

  public static final String SEVERITY = "severity";
  public static final String WHERE = "where";
  public static final String ENABLED = "enabled";

  public SiteOverride {
    where = List.copyOf(where);
    keys = Map.copyOf(keys);
  }

  /// The keys that it changes.
  public List<String> sets() {
    List<String> sets = new ArrayList<>();
    severity.ifPresent(_ -> sets.add(SEVERITY));
    if (!where.isEmpty()) {
      sets.add(WHERE);
    }
    enabled.ifPresent(_ -> sets.add(ENABLED));
    return sets;
  }

  /// The file and the line: `overrides.yaml:3`.
  public String place() {
    return "%s:%d".formatted(at.file(), at.line());
  }
}
