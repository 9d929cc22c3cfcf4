package dev.driftline.report;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.RunReport;
import dev.driftline.model.Verdict;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The section about drift. The checks with the highest severity come first, the others in the order of the policies.
/// Each check lists its hosts.
final class DriftSection {

  private static final int EVIDENCE = 160;

  private DriftSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    for (Map.Entry<CheckInfo, List<CheckResult>> group : byCheck(report)) {
      lines.blank();
      check(group.getKey(), group.getValue(), lines);
    }
  }

  private static List<Map.Entry<CheckInfo, List<CheckResult>>> byCheck(RunReport report) {
    Map<CheckInfo, List<CheckResult>> groups = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      if (result.verdict() == Verdict.DRIFT) {
        groups.computeIfAbsent(result.check(), _ -> new ArrayList<>()).add(result);
      }
    }
    List<Map.Entry<CheckInfo, List<CheckResult>>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort(
        Comparator.comparing(group -> group.getKey().severity(), Comparator.reverseOrder()));
    return sorted;
  }

  private static void check(CheckInfo check, List<CheckResult> results, ReportLines lines)
      throws IOException {
    lines.heading(
        Colour.RED,
        "%s %s: drift on %s"
            .formatted(
                check.severity().word().toUpperCase(Locale.ROOT),
                Escape.line(check.policy() + "/" + check.id()),
                ReportLines.count(results.size(), "host")));
    lines.paragraph(1, "rule", check.title());
    Optional<String> expected = sameExpectation(results);
    if (expected.filter(text -> !text.isEmpty()).isPresent()) {
      lines.line(1, "expected: %s", expected.get());
    }
    lines.paragraph(1, "why", check.why());
    lines.paragraph(1, "fix", check.fix());
    for (CheckResult result : results.subList(0, Math.min(results.size(), lines.fold()))) {
      host(result, expected.isEmpty(), lines);
    }
    lines.rest(1, results.size(), "host");
  }

  private static void host(CheckResult result, boolean withExpected, ReportLines lines)
      throws IOException {
    List<Finding> findings = result.findings();
    lines.line(1, "- %s: %s", result.host(), ReportLines.count(result.found(), "finding"));
    for (Finding finding : findings.subList(0, Math.min(findings.size(), lines.fold()))) {
      finding(finding, withExpected, lines);
    }
    if (result.more() > 0 && findings.size() <= lines.fold()) {
      lines.line(
          3, "… and %s, which are only counted", ReportLines.count(result.more(), "more finding"));
    } else {
      lines.rest(3, result.found(), "finding");
    }
    if (result.reason().isPresent()) {
      lines.line(3, "note: %s", result.reason().get());
    }
    UndecidedRows.write(3, List.of(result), Optional.empty(), lines);
  }

  private static void finding(Finding finding, boolean withExpected, ReportLines lines)
      throws IOException {
    lines.line(3, "%s", finding.who());
    lines.line(4, "observed: %s", finding.message().text());
    if (withExpected && !finding.expected().isEmpty()) {
      lines.line(4, "expected: %s", expectation(finding));
    }
    if (!finding.evidence().isBlank()) {
      lines.line(4, "evidence: %s", lines.end(finding.evidence().strip(), EVIDENCE));
    }
  }

  /// The expectation that all findings of a check share, if they do.
  private static Optional<String> sameExpectation(List<CheckResult> results) {
    List<String> all =
        results.stream()
            .flatMap(result -> result.findings().stream())
            .map(DriftSection::expectation)
            .distinct()
            .limit(2)
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static String expectation(Finding finding) {
    List<String> parts = new ArrayList<>();
    for (Finding.Expected expected : finding.expected()) {
      parts.add(expected.column() + " " + expected.words());
    }
    return String.join("; ", parts);
  }
}
