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
import java.util.Set;
import java.util.stream.Collectors;

/// The section about unknown results, by check and reason. Results of hosts that were not reached are only counted:
/// their reason stands in the section before. In each line the hosts come first. A reason may quote a host, and if it
/// came first, that host could add the names of others to it.
final class UnknownSection {

  private UnknownSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    unknown(report, lines);
    accepted(report, lines);
  }

  private static void unknown(RunReport report, ReportLines lines) throws IOException {
    List<CheckResult> unknown =
        report.results().stream().filter(result -> result.verdict() == Verdict.UNKNOWN).toList();
    if (unknown.isEmpty()) {
      return;
    }
    Set<String> unreached =
        report.hosts().stream()
            .filter(host -> TextReport.unreached(host.outcome()))
            .map(HostResult::host)
            .collect(Collectors.toSet());
    lines.blank();
    lines.heading(Colour.YELLOW, "COULD NOT TELL: " + ReportLines.count(unknown.size(), "result"));
    long lost = unknown.stream().filter(result -> unreached.contains(result.host())).count();
    if (lost > 0) {
      lines.line(1, "- %s on hosts that were not reached", ReportLines.count((int) lost, "result"));
    }
    for (Map.Entry<CheckInfo, Map<String, List<CheckResult>>> check : group(unknown, unreached)) {
      check(check.getKey(), check.getValue(), lines);
    }
  }

  /// Rows that could not be judged although their check passes: `min_coverage` accepts them.
  private static void accepted(RunReport report, ReportLines lines) throws IOException {
    List<CheckResult> accepted =
        report.results().stream()
            .filter(result -> result.verdict() == Verdict.PASS && result.undecided().count() > 0)
            .toList();
    if (accepted.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        Colour.NONE,
        "NOT JUDGED, BUT ACCEPTED BY min_coverage: "
            + ReportLines.count(
                accepted.stream().mapToInt(result -> result.undecided().count()).sum(), "row"));
    for (Map.Entry<CheckInfo, Map<String, List<CheckResult>>> check : group(accepted, Set.of())) {
      lines.line(1, "- %s/%s", check.getKey().policy(), check.getKey().id());
      UndecidedRows.write(
          3,
          check.getValue().values().stream().flatMap(List::stream).toList(),
          Optional.empty(),
          lines);
    }
  }

  /// The results by check and reason.
  private static Set<Map.Entry<CheckInfo, Map<String, List<CheckResult>>>> group(
      List<CheckResult> results, Set<String> unreached) {
    Map<CheckInfo, Map<String, List<CheckResult>>> groups = new LinkedHashMap<>();
    for (CheckResult result : results) {
      if (!unreached.contains(result.host())) {
        groups
            .computeIfAbsent(result.check(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(result.reason().orElseThrow(), _ -> new ArrayList<>())
            .add(result);
      }
    }
    return groups.entrySet();
  }

  private static void check(
      CheckInfo check, Map<String, List<CheckResult>> reasons, ReportLines lines)
      throws IOException {
    lines.line(1, "- %s/%s", check.policy(), check.id());
    for (Map.Entry<String, List<CheckResult>> reason :
        reasons.entrySet().stream().limit(lines.fold()).toList()) {
      List<CheckResult> results = reason.getValue();
      List<String> hosts = results.stream().map(CheckResult::host).toList();
      lines.line(3, "%s: %s", hosts(hosts, lines.fold()), reason.getKey());
      Optional<String> hint = results.getFirst().explanation().flatMap(Explanation::hint);
      if (hint.isPresent()) {
        lines.line(4, "do: %s", hint.get());
      }
      UndecidedRows.write(4, results, hint, lines);
    }
    lines.rest(3, reasons.size(), "reason");
  }

  private static String hosts(List<String> hosts, int fold) {
    String shown = String.join(", ", hosts.subList(0, Math.min(hosts.size(), fold)));
    return hosts.size() <= fold
        ? shown
        : "%s and %s (--all)".formatted(shown, ReportLines.count(hosts.size() - fold, "more host"));
  }
}
