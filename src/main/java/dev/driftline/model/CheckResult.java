package dev.driftline.model;

import java.util.List;
import java.util.Optional;

/// The result of one check on one host.
///
/// @param severity    the worst of all findings, kept or not; without one, that of the check on this host
/// @param rows        how many rows were judged
/// @param explanation why the verdict is neither pass nor drift, or what weakens it
/// @param findings    the wrong rows in order, the first ones only if there are many; empty unless the verdict is drift
///     (or, later, waived)
/// @param more        how many further rows are wrong; only their number was kept
/// @param undecided   what could not be told beside the verdict
/// @param cause       the id of the [Cause] why it is unknown or incomplete; empty for others, and before causes were
///     looked for
/// @param leftOut     the rows that overrides of the site leave out
public record CheckResult(
    CheckInfo check,
    String host,
    Verdict verdict,
    Severity severity,
    int rows,
    Optional<Explanation> explanation,
    List<Finding> findings,
    int more,
    Undecided undecided,
    String cause,
    LeftOut leftOut) {

  public CheckResult {
    findings = List.copyOf(findings);
    boolean open =
        findings.stream().anyMatch(Finding::isOpen) || (verdict == Verdict.DRIFT && more > 0);
    boolean mayBeWaived = verdict == Verdict.WAIVED || verdict == Verdict.UNKNOWN;
    if ((verdict == Verdict.DRIFT) != open || (!findings.isEmpty() && !open && !mayBeWaived)) {
      throw new IllegalArgumentException(
          "%s with %d findings: %s".formatted(verdict, findings.size(), check.id()));
    }
    if (verdict == Verdict.UNKNOWN && explanation.isEmpty()) {
      throw new IllegalArgumentException("unknown without a reason: " + check.id());
    }
    if (more < 0 || (more > 0 && findings.isEmpty())) {
      throw new IllegalArgumentException(
          "%d more than %d findings: %s".formatted(more, findings.size(), check.id()));
    }
    if (undecided.incomplete() && verdict == Verdict.UNKNOWN) {
      throw new IllegalArgumentException("unknown and incomplete: " + check.id());
    }
  }

  /// A result before causes were looked for, with the severity of its kept findings.
  public CheckResult(
      CheckInfo check,
      String host,
      Verdict verdict,
      int rows,
      Optional<Explanation> explanation,
      List<Finding> findings,
      int more,
      Undecided undecided) {
    this(
        check,
        host,
        verdict,
        worst(check, findings),
        rows,
        explanation,
        findings,
        more,
        undecided,
        "",
        LeftOut.NONE);
  }

  /// A result with all of its findings, beside which every row was judged.
  ///
  /// @param reason why rows could not be judged, if that is so
  public CheckResult(
      CheckInfo check,
      String host,
      Verdict verdict,
      int rows,
      Optional<String> reason,
      List<Finding> findings) {
    this(
        check,
        host,
        verdict,
        rows,
        reason.map(why -> new Explanation(Explanation.UNREAD, why)),
        findings,
        0,
        Undecided.NONE);
  }

  /// The sentence of the explanation: `timeout: no answer within 60 s`.
  public Optional<String> reason() {
    return explanation.map(Explanation::sentence);
  }

  /// The same result with another remark and other undecided rows.
  public CheckResult with(Optional<Explanation> explanation, Undecided undecided) {
    return new CheckResult(
        check,
        host,
        verdict,
        severity,
        rows,
        explanation,
        findings,
        more,
        undecided,
        cause,
        leftOut);
  }

  /// The same result. If it has no finding, it has this severity.
  public CheckResult withSeverity(Severity ofCheck) {
    return findings.isEmpty()
        ? new CheckResult(
            check,
            host,
            verdict,
            ofCheck,
            rows,
            explanation,
            findings,
            more,
            undecided,
            cause,
            leftOut)
        : this;
  }

  /// The same result, of which overrides leave rows out.
  ///
  /// @param by which, and why
  public CheckResult leavingOut(int number, String by) {
    return new CheckResult(
        check,
        host,
        verdict,
        severity,
        rows,
        explanation,
        findings,
        more,
        undecided,
        cause,
        new LeftOut(number, by));
  }

  /// Rows that are there, and that overrides leave out.
  ///
  /// @param rows     how many
  /// @param sentence which overrides, and why; empty if there is no such row
  public record LeftOut(int rows, String sentence) {
    public static final LeftOut NONE = new LeftOut(0, "");
  }

  /// The same result with causes.
  ///
  /// @param cause    of its verdict; may be empty
  /// @param findings its findings with their causes
  /// @param rows     its rows that could not be judged with theirs
  public CheckResult withCauses(String cause, List<Finding> findings, List<Undecided.Entry> rows) {
    Undecided caused = undecided.withRows(rows);
    return new CheckResult(
        check,
        host,
        verdict,
        severity,
        this.rows,
        explanation,
        findings,
        more,
        caused,
        cause,
        leftOut);
  }

  private static Severity worst(CheckInfo check, List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isOpen)
        .map(Finding::severity)
        .max(Severity::compareTo)
        .orElse(check.severity());
  }

  /// Whether something could not be told that the check does not accept: it is unknown or incomplete.
  public boolean isOpen() {
    return verdict == Verdict.UNKNOWN || undecided.incomplete();
  }

  /// The same result with what waivers accept.
  ///
  /// @param verdict  that follows from what is open
  /// @param findings the same findings with their waivers
  public CheckResult accepting(Verdict verdict, List<Finding> findings, Undecided undecided) {
    Severity worst = verdict == Verdict.DRIFT && more == 0 ? worst(check, findings) : severity;
    return new CheckResult(
        check, host, verdict, worst, rows, explanation, findings, more, undecided, cause, leftOut);
  }

  /// The number of findings that a waiver accepts.
  public int waived() {
    int kept = (int) findings.stream().filter(finding -> !finding.isOpen()).count();
    return verdict == Verdict.DRIFT ? kept : kept + more;
  }

  /// Whether it says something about the host: right, wrong, or wrong and accepted. If all that a waiver accepts is
  /// that rows could not be judged, other rows must have been right.
  public boolean isDecided() {
    return switch (verdict) {
      case PASS, DRIFT -> true;
      case WAIVED ->
          !findings.isEmpty() || (undecided.whole().isEmpty() && rows > undecided.count());
      case UNKNOWN, NOT_APPLICABLE -> false;
    };
  }

  /// The number of findings, kept or not.
  public int found() {
    return findings.size() + more;
  }
}
