package dev.driftline.model;

import java.util.List;
import java.util.Optional;

/// What one check concluded about one host.
///
/// @param rows     how many rows were judged
/// @param reason   why the verdict is not pass or drift, or what weakens it; one line
/// @param findings the rows that are wrong; empty unless the verdict is drift (or, later, waived)
public record CheckResult(
    CheckInfo check,
    String host,
    Verdict verdict,
    int rows,
    Optional<String> reason,
    List<Finding> findings) {

  public CheckResult {
    findings = List.copyOf(findings);
    if ((verdict == Verdict.DRIFT) == findings.isEmpty() && verdict != Verdict.WAIVED) {
      throw new IllegalArgumentException(
          "%s with %d findings: %s".formatted(verdict, findings.size(), check.id()));
    }
    if (verdict == Verdict.UNKNOWN && reason.isEmpty()) {
      throw new IllegalArgumentException("unknown without a reason: " + check.id());
    }
  }
}
