package dev.driftline.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The numbers of a run, counted once. All formats and the exit code use them, so they cannot disagree.
///
/// @param checks        how many different checks have a result
/// @param incomplete    results that have a verdict, but of which more could not be told than the check accepts
/// @param undecidedRows rows that could not be judged, of all results
/// @param worst         the worst severity among the results with drift; empty without drift
/// @param decided       results that say something about a host: right, wrong, or wrong and accepted
/// @param waivedFindings findings that a waiver accepts
/// @param waivedUnknown rows, and results as a whole, of which a waiver accepts that they could not be told
/// @param leftOut       rows that overrides leave out
/// @param findings      those that are open, by severity
public record Summary(
    int hosts,
    int answered,
    int unreachable,
    int checks,
    int pass,
    int drift,
    int unknown,
    int waived,
    int notApplicable,
    int incomplete,
    int undecidedRows,
    Optional<Severity> worst,
    int decided,
    int waivedFindings,
    int waivedUnknown,
    int leftOut,
    Map<Severity, Integer> findings) {

  public static Summary of(RunReport report) {
    return of(report.hosts(), report.results());
  }

  /// Counts before there is a report: the report contains the exit code, which needs these numbers.
  public static Summary of(List<HostResult> hosts, List<CheckResult> results) {
    int answered = (int) hosts.stream().filter(Summary::answered).count();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    results.forEach(result -> verdicts.merge(result.verdict(), 1, Integer::sum));
    return new Summary(
        hosts.size(),
        answered,
        hosts.size() - answered,
        (int) results.stream().map(CheckResult::check).distinct().count(),
        verdicts.getOrDefault(Verdict.PASS, 0),
        verdicts.getOrDefault(Verdict.DRIFT, 0),
        verdicts.getOrDefault(Verdict.UNKNOWN, 0),
        verdicts.getOrDefault(Verdict.WAIVED, 0),
        verdicts.getOrDefault(Verdict.NOT_APPLICABLE, 0),
        (int) results.stream().filter(result -> result.undecided().incomplete()).count(),
        results.stream().mapToInt(result -> result.undecided().count()).sum(),
        worst(results),
        (int) results.stream().filter(CheckResult::isDecided).count(),
        results.stream().mapToInt(CheckResult::waived).sum(),
        results.stream().mapToInt(Summary::waivedUnknown).sum(),
        results.stream().mapToInt(result -> result.leftOut().rows()).sum(),
        open(results));
  }

  /// Whether something was not looked at: a host was unreachable, a result is unknown or incomplete, or nothing was
  /// decided at all. For example, each check was for another operating system.
  public boolean couldNotTell() {
    return unreachable > 0 || unknown > 0 || incomplete > 0 || hosts == 0 || decided == 0;
  }

  /// The number of results.
  public int results() {
    return pass + drift + unknown + waived + notApplicable;
  }

  private static boolean answered(HostResult host) {
    return switch (host.outcome()) {
      case Outcome.Answered _ -> true;
      case Outcome.Unreachable _ -> false;
    };
  }

  private static int waivedUnknown(CheckResult result) {
    return result.undecided().waived()
        + (result.undecided().whole().isPresent() && result.undecided().waived() == 0 ? 1 : 0);
  }

  /// A finding that was only counted has the severity of its check there.
  private static Map<Severity, Integer> open(List<CheckResult> results) {
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    for (CheckResult result : results) {
      result.findings().stream()
          .filter(Finding::isOpen)
          .forEach(finding -> open.merge(finding.severity(), 1, Integer::sum));
      if (result.verdict() == Verdict.DRIFT && result.more() > 0) {
        open.merge(result.severity(), result.more(), Integer::sum);
      }
    }
    return open;
  }

  private static Optional<Severity> worst(List<CheckResult> results) {
    return results.stream()
        .filter(result -> result.verdict() == Verdict.DRIFT)
        .map(CheckResult::severity)
        .max(Severity::compareTo);
  }
}
