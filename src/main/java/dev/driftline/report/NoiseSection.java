package dev.driftline.report;

import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.report.ReportLines.Colour;
import java.io.IOException;
import java.util.List;

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
    for (HostResult host : noisy.subList(0, Math.min(noisy.size(), lines.fold()))) {
      Noise noise = host.noise().orElseThrow();
      stream(host.host(), "stdout", noise.stdout(), lines);
      stream(host.host(), "stderr", noise.stderr(), lines);
    }
    lines.rest(1, noisy.size(), "host");
  }

  private static void stream(String host, String stream, String text, ReportLines lines)
      throws IOException {
    if (!text.isBlank()) {
      lines.line(1, "- %s, %s: %s", host, stream, lines.end(text.strip(), SHOWN));
    }
  }
}
