package dev.driftline.model.site;

import java.util.List;

/// What became of one waiver in a run.
///
/// @param checks         the ids that it names
/// @param hosts          its host pattern
/// @param accepts        `drift`, `unknown` or both
/// @param used           how many findings, rows and results it accepts
/// @param matchesNothing whether it is sure that nothing needs it: every host was asked and the check was decided there
public record WaiverState(
    WaiverNote note,
    List<String> checks,
    String hosts,
    List<String> accepts,
    int used,
    boolean matchesNothing) {

  public WaiverState {
    checks = List.copyOf(checks);
    accepts = List.copyOf(accepts);
  }

  /// `in-force`, `ending` or `ended`.
  public String state() {
    return !note.isInForce() ? "ended" : note.isEnding() ? "ending" : "in-force";
  }
}
