package dev.driftline.report;

import dev.driftline.model.CheckResult;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.Escape;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The section about rows that overrides of the site leave out. They are judged by nobody, so they are told.
final class LeftOutSection {

  private LeftOutSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    List<CheckResult> results =
        report.results().stream().filter(result -> result.leftOut().rows() > 0).toList();
    if (results.isEmpty()) {
      return;
    }
    int rows = results.stream().mapToInt(result -> result.leftOut().rows()).sum();
    lines.blank();
    lines.heading(Colour.NONE, "LEFT OUT BY OVERRIDES: " + ReportLines.count(rows, "row"));
    Map<List<String>, List<CheckResult>> alike =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> List.of(name(result), result.leftOut().sentence()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<List<String>, List<CheckResult>> group :
        alike.entrySet().stream().limit(lines.fold()).toList()) {
      lines.line(
          1,
          "- %s on %s: %s",
          group.getKey().getFirst(),
          HostRanges.of(group.getValue().stream().map(CheckResult::host).toList()),
          group.getKey().getLast());
    }
    lines.rest(1, alike.size(), "line");
  }

  private static String name(CheckResult result) {
    return Escape.line(result.check().policy() + "/" + result.check().id());
  }
}
