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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The section about checks that are not applicable to any host of the run. A misspelt word in `applies_to`, or a
/// misspelt command with `if_absent: not-applicable`, looks just like this.
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
    for (List<CheckResult> results : nowhere.subList(0, Math.min(nowhere.size(), lines.fold()))) {
      check(report, results, lines);
    }
    lines.rest(1, nowhere.size(), "check");
  }

  private static void check(RunReport report, List<CheckResult> results, ReportLines lines)
      throws IOException {
    CheckResult first = results.getFirst();
    lines.line(
        1,
        "- %s/%s: %s",
        first.check().policy(),
        first.check().id(),
        first.reason().orElse("not applicable"));
    Optional<String> hint =
        results.stream()
            .flatMap(r -> r.explanation().flatMap(Explanation::hint).stream())
            .findFirst();
    if (hint.isPresent()) {
      lines.line(3, "do: %s", hint.get());
    } else if (first
        .explanation()
        .filter(why -> why.code().equals(Explanation.APPLIES_TO))
        .isPresent()) {
      lines.line(3, "the hosts of this run are: %s", systems(report));
    }
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
