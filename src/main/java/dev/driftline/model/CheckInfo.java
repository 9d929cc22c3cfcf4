package dev.driftline.model;

/// The parts of a check that a report shows, whatever the verdict.
///
/// @param policy the name of its policy
/// @param id     its own name, unique within the run: `std-fds-safe`
/// @param title  one sentence that says what must hold
/// @param severity of a finding, if nothing about the host or the finding says otherwise
/// @param why    why it matters; may be empty
/// @param fix    how to repair it; may be empty
public record CheckInfo(
    String policy, String id, String title, Severity severity, String why, String fix) {

  /// The same check with another severity.
  public CheckInfo with(Severity other) {
    return new CheckInfo(policy, id, title, other, why, fix);
  }
}
