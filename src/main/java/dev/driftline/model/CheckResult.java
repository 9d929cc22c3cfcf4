package dev.driftline.model;

import java.util.List;
import java.util.Optional;

/// The result of one check on one host.
///
/// @param rows     how many rows were judged
/// @param reason   why the verdict is neither pass nor drift, or what weakens it; one line. For example, `timeout: no
///     answer within 60 s`
/// @param findings the wrong rows in order, the first ones only if there are many; empty unless the verdict is drift
///     (or, later, waived)
/// @param more     how many further rows are wrong; only their number was kept
public record CheckResult(
    CheckInfo check,
    String host,
    Verdict verdict,
    int rows,
    Optional<String> reason,
    List<Finding> findings,
    int more) {

  public CheckResult {
    findings = List.copyOf(findings);
    if ((verdict == Verdict.DRIFT) == findings.isEmpty() && verdict != Verdict.WAIVED) {
      throw new IllegalArgumentException(
          "%s with %d findings: %s".formatted(verdict, findings.size(), check.id()));
    }
    if (verdict == Verdict.UNKNOWN && reason.isEmpty()) {
      throw new IllegalArgumentException("unknown without a reason: " + check.id());
    }
    if (more < 0 || (more > 0 && findings.isEmpty())) {
      throw new IllegalArgumentException(
          "%d more than %d findings: %s".formatted(more, findings.size(), check.id()));
    }
  }

  /// A result with all of its findings.
  public CheckResult(
      CheckInfo check,
      String host,
      Verdict verdict,
      int rows,
      Optional<String> reason,
      List<Finding> findings) {
    this(check, host, verdict, rows, reason, findings, 0);
  }

  /// The number of findings, kept or not.
  public int found() {
    return findings.size() + more;
  }
}
