package dev.driftline.report;

import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.table.Coverage;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The section about coverage: how many things of each kind could be read on all hosts together, for example 6,100 of
/// 6,140 processes, and the hosts on which some could not.
final class CoverageSection {

  private CoverageSection() {}

  private record OnHost(String host, Coverage coverage) {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    Map<String, List<OnHost>> byThings = new TreeMap<>();
    for (HostResult host : report.hosts()) {
      for (Coverage coverage : host.coverage()) {
        byThings
            .computeIfAbsent(coverage.things(), _ -> new ArrayList<>())
            .add(new OnHost(host.host(), coverage));
      }
    }
    if (byThings.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.NONE, "COVERAGE");
    for (Map.Entry<String, List<OnHost>> things : byThings.entrySet()) {
      things(things.getKey(), things.getValue(), lines);
    }
  }

  private static void things(String things, List<OnHost> hosts, ReportLines lines)
      throws IOException {
    long readable = hosts.stream().mapToLong(host -> host.coverage().readable()).sum();
    long total = hosts.stream().mapToLong(host -> host.coverage().total()).sum();
    List<OnHost> partial = hosts.stream().filter(host -> !host.coverage().complete()).toList();
    lines.line(
        1,
        "- %s of %s %s on %s%s",
        readable,
        total,
        things,
        ReportLines.count(hosts.size(), "host"),
        partial.isEmpty()
            ? ""
            : "; not all on " + HostRanges.of(partial.stream().map(OnHost::host).toList()));
    if (partial.size() <= lines.fold()) {
      for (OnHost host : partial) {
        lines.line(3, "%s: %s", host.host(), host.coverage());
      }
    }
  }
}
