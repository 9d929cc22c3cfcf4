package dev.driftline.report;

import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The section about hosts for which the inventory allows old algorithms of SSH. Others may be able to read or forge
/// such a connection, so every report repeats it.
final class OlderSection {

  private OlderSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    List<HostResult> older =
        report.hosts().stream().filter(host -> !host.older().isEmpty()).toList();
    if (older.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        Colour.NONE,
        "OLDER ALGORITHMS OF SSH ARE ALLOWED BY THE INVENTORY: "
            + ReportLines.count(older.size(), "host"));
    Map<String, List<HostResult>> byAlgorithms =
        older.stream()
            .collect(
                Collectors.groupingBy(
                    host -> String.join(", ", host.older()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<String, List<HostResult>> group : byAlgorithms.entrySet()) {
      lines.line(
          1,
          "- %s: %s",
          HostRanges.of(group.getValue().stream().map(HostResult::host).toList()),
          group.getKey());
    }
  }
}
