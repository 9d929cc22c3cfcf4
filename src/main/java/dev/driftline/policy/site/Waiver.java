package dev.driftline.policy.site;

import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.HostPatternText;
import dev.driftline.policy.Matcher;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One thing that a site accepts until a day, with the reason.
///
/// @param file    in which it stands
/// @param at      where it begins
/// @param checks  the ids of checks; those that no policy has are among them
/// @param unknown the ids that no policy has, with their places
/// @param hosts   where the results stand; of a pair, the client's host
/// @param where   by check, what a row must meet; empty if every finding of the check is accepted
/// @param rated   of its checks over a table of rules the products of the pairs; by check
/// @param ofRules those of its checks of which it says the rule
/// @param count   what the number of rows must meet, for a finding without a row
/// @param written the conditions as they stand in the file, for messages; empty without `where`
/// @param accepts drift, unknown, or both
/// @param until   the last day on which it holds, in UTC
public record Waiver(
    SourceFile file,
    SourceLocation at,
    List<String> checks,
    Map<String, SourceLocation> unknown,
    HostPatternText hosts,
    Map<String, List<Condition>> where,
    Map<String, String> rated,
    Set<String> ofRules,
    Optional<Matcher> count,
    Optional<String> written,
    Set<Accepts> accepts,
    LocalDate until,
    SourceLocation untilAt,
    String reason,
    Optional<String> ticket,
    Optional<String> owner) {

  public Waiver {
    checks = List.copyOf(checks);
    unknown = Map.copyOf(unknown);
    where = Map.copyOf(where);
    rated = Map.copyOf(rated);
    ofRules = Set.copyOf(ofRules);
    accepts = Set.copyOf(accepts);
  }

  /// What a waiver accepts.
  public enum Accepts {
    DRIFT,
    UNKNOWN;

    /// The word in files and reports: `drift`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether it accepts every finding of its checks.
  public boolean isWhole() {
    return written.isEmpty();
  }

  /// Whether it says which rule of a table it accepts.
  public boolean namesRule(String check) {
    return ofRules.contains(check);
  }
}
