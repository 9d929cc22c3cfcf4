package dev.driftline.report;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Verdict;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The section about unknown results, by check and reason. Results of hosts that were not reached are only counted:
/// their reason stands in the section before. In each line the hosts come first. A reason may quote a host, and if it
/// came first, that host could add the names of others to it.
final class UnknownSection {

  private UnknownSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
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
    for (Map.Entry<CheckInfo, Map<String, List<String>>> check : group(unknown, unreached)) {
      check(check.getKey(), check.getValue(), lines);
    }
  }

  /// The hosts by check and reason.
  private static Set<Map.Entry<CheckInfo, Map<String, List<String>>>> group(
      List<CheckResult> unknown, Set<String> unreached) {
    Map<CheckInfo, Map<String, List<String>>> groups = new LinkedHashMap<>();
    for (CheckResult result : unknown) {
      if (!unreached.contains(result.host())) {
        groups
            .computeIfAbsent(result.check(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(result.reason().orElseThrow(), _ -> new ArrayList<>())
            .add(result.host());
      }
    }
    return groups.entrySet();
  }

  private static void check(CheckInfo check, Map<String, List<String>> reasons, ReportLines lines)
      throws IOException {
    lines.line(1, "- %s/%s", check.policy(), check.id());
    for (Map.Entry<String, List<String>> reason :
        reasons.entrySet().stream().limit(lines.fold()).toList()) {
      lines.line(3, "%s: %s", hosts(reason.getValue(), lines.fold()), reason.getKey());
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
