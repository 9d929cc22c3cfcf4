package dev.driftline.report;

import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.List;

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
    for (HostResult host : older.subList(0, Math.min(older.size(), lines.fold()))) {
      lines.line(1, "- %s: %s", host.host(), String.join(", ", host.older()));
    }
    lines.rest(1, older.size(), "host");
  }
}
