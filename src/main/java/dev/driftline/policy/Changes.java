package dev.driftline.policy;

import dev.driftline.model.Severity;
import dev.driftline.policy.Check.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What overrides of a site change of a check on one host.
///
/// @param severity of its findings; empty if it is the check's own
/// @param narrowed what leaves rows out
/// @param all      each override that holds there, for people
public record Changes(Optional<Severity> severity, List<Narrowing> narrowed, List<String> all) {

  public static final Changes NONE = new Changes(Optional.empty(), List.of(), List.of());

  public Changes {
    narrowed = List.copyOf(narrowed);
    all = List.copyOf(all);
  }

  /// Conditions that rows must meet besides those of the check.
  ///
  /// @param by who demands them, and why: `overrides.yaml:3: oldd is an inetd of its own.`
  public record Narrowing(List<Condition> conditions, String by) {
    public Narrowing {
      conditions = List.copyOf(conditions);
    }
  }

  /// All conditions of all narrowings.
  public Stream<Condition> conditions() {
    return narrowed.stream().flatMap(narrowing -> narrowing.conditions().stream());
  }
}
