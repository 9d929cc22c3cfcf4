package dev.driftline.report;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Verdict;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The section about checks that are not applicable to any host of the run. A misspelt word in `applies_to`, or a
/// misspelt command with `if_absent: not-applicable`, looks just like this. Checks with the same reason share a line.
final class ElsewhereSection {

  private ElsewhereSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    Map<CheckInfo, List<CheckResult>> byCheck = new LinkedHashMap<>();
    report
        .results()
        .forEach(
            result -> byCheck.computeIfAbsent(result.check(), _ -> new ArrayList<>()).add(result));
    List<List<CheckResult>> nowhere =
        byCheck.values().stream()
            .filter(
                results -> results.stream().allMatch(r -> r.verdict() == Verdict.NOT_APPLICABLE))
            .toList();
    if (nowhere.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.NONE, "APPLIED TO NO HOST: " + ReportLines.count(nowhere.size(), "check"));
    Map<String, List<List<CheckResult>>> byReason = new LinkedHashMap<>();
    for (List<CheckResult> results : nowhere) {
      String reason = results.getFirst().reason().orElse("not applicable");
      byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(results);
    }
    for (Map.Entry<String, List<List<CheckResult>>> group :
        byReason.entrySet().stream().limit(lines.fold()).toList()) {
      group(report, group.getKey(), group.getValue(), lines);
    }
    lines.rest(1, byReason.size(), "reason");
  }

  /// The checks with one reason, and what to do about it.
  private static void group(
      RunReport report, String reason, List<List<CheckResult>> checks, ReportLines lines)
      throws IOException {
    lines.line(1, "- %s: %s", names(checks, lines.fold()), reason);
    Set<String> hints =
        checks.stream()
            .flatMap(List::stream)
            .flatMap(result -> result.explanation().flatMap(Explanation::hint).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String hint : hints.stream().limit(lines.fold()).toList()) {
      lines.line(3, "do: %s", hint);
    }
    lines.rest(3, hints.size(), "hint");
    Optional<Explanation> first = checks.getFirst().getFirst().explanation();
    if (hints.isEmpty()
        && first.filter(why -> why.code().equals(Explanation.APPLIES_TO)).isPresent()) {
      lines.line(3, "the hosts of this run are: %s", systems(report));
    }
  }

  private static String names(List<List<CheckResult>> checks, int fold) {
    String shown =
        checks.stream()
            .limit(fold)
            .map(results -> results.getFirst().check())
            .map(check -> check.policy() + "/" + check.id())
            .collect(Collectors.joining(", "));
    return checks.size() <= fold
        ? shown
        : "%s and %s (--all)"
            .formatted(shown, ReportLines.count(checks.size() - fold, "more check"));
  }

  /// The operating systems of the run: `alpine 3.22, debian 12`.
  private static String systems(RunReport report) {
    return report.hosts().stream()
        .map(HostResult::os)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
