package dev.driftline.report;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The section about text that logins print before the script runs: from start files, or banners. It belongs to no
/// check. But it can break other programs that log in, such as `scp`, so it is reported.
final class NoiseSection {

  private static final int SHOWN = 200;

  private NoiseSection() {}

  static void write(RunReport report, ReportLines lines) throws IOException {
    List<HostResult> noisy =
        report.hosts().stream().filter(host -> host.noise().isPresent()).toList();
    if (noisy.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(
        Colour.NONE,
        "THE LOGIN ITSELF PRINTED SOMETHING: " + ReportLines.count(noisy.size(), "host"));
    Map<Noise, List<HostResult>> byText =
        noisy.stream()
            .collect(
                Collectors.groupingBy(
                    host -> host.noise().orElseThrow(), LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<Noise, List<HostResult>> group :
        byText.entrySet().stream().limit(lines.fold()).toList()) {
      String hosts = HostRanges.of(group.getValue().stream().map(HostResult::host).toList());
      stream(hosts, "stdout", group.getKey().stdout(), lines);
      stream(hosts, "stderr", group.getKey().stderr(), lines);
    }
    lines.rest(1, byText.size(), "text");
  }

  private static void stream(String hosts, String stream, String text, ReportLines lines)
      throws IOException {
    if (!text.isBlank()) {
      lines.line(1, "- %s, %s: %s", hosts, stream, lines.end(text.strip(), SHOWN));
    }
  }
}
