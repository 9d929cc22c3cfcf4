package dev.driftline.gate.plan;

import dev.driftline.policy.HostPatternText;
import dev.driftline.source.SourceLocation;
import java.util.Locale;
import java.util.Optional;

/// One thing that a plan assumes to be done: `mariadb-server` is 11.4.5 on `db*`.
///
/// @param hosts   where it holds
/// @param kind    what `name` is the name of
/// @param name    of the package, or the file name of the program
/// @param at      where that name stands
/// @param version as it will be; empty if it will be removed
/// @param fresh   whether it is a new installation, which takes over no data and no configuration
public record Assumption(
    HostPatternText hosts,
    Kind kind,
    String name,
    SourceLocation at,
    Optional<String> version,
    boolean fresh) {

  /// The word that stands for "will be removed".
  static final String ABSENT = "absent";

  /// What an assumption is about.
  public enum Kind {
    PACKAGE,
    /// A program that no package installed: of a tarball, or in a container.
    PROGRAM;

    /// The key in plans: `package`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// `11.4.5`, or `absent`.
  public String to() {
    return version.orElse(ABSENT);
  }
}
