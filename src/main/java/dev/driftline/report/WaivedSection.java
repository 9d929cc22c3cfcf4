package dev.driftline.report;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.RunReport;
import dev.driftline.model.Summary;
import dev.driftline.model.Undecided;
import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.site.WaiverState;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.report.gate.WaiverText;
import dev.driftline.text.Count;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The section about what waivers accept. It is never left out: what is accepted is still wrong, or still not known.
final class WaivedSection {

  /// What one waiver accepts of one check in the same words.
  private record Line(String check, String words) {}

  private final RunReport report;
  private final ReportLines lines;

  private WaivedSection(RunReport report, ReportLines lines) {
    this.report = report;
    this.lines = lines;
  }

  static void write(RunReport report, ReportLines lines) throws IOException {
    WaivedSection section = new WaivedSection(report, lines);
    section.waived();
    section.back();
    section.warnings();
  }

  private void waived() throws IOException {
    Map<WaiverNote, Map<Line, List<String>>> all = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      for (Finding finding : result.findings()) {
        add(all, result, finding.site().waiver(), said(finding));
      }
      for (Undecided.Entry row : result.undecided().rows()) {
        String words = "%s: not known: %s".formatted(row.subject(), row.reason());
        add(all, result, row.waiver(), words);
      }
      Optional<WaiverNote> whole = result.undecided().whole();
      add(all, result, whole, "not known: " + result.reason().orElse(""));
    }
    if (all.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.NONE, "WAIVED: " + numbers());
    for (Map.Entry<WaiverNote, Map<Line, List<String>>> group : all.entrySet()) {
      lines.line(1, "- %s", by(group.getKey()));
      List<Map.Entry<Line, List<String>>> each = List.copyOf(group.getValue().entrySet());
      for (Map.Entry<Line, List<String>> line : each.stream().limit(lines.fold()).toList()) {
        lines.line(
            3,
            "%s on %s: %s",
            line.getKey().check(),
            HostRanges.of(line.getValue()),
            line.getKey().words());
      }
      lines.rest(3, each.size(), "line");
    }
  }

  private static void add(
      Map<WaiverNote, Map<Line, List<String>>> all,
      CheckResult result,
      Optional<WaiverNote> waiver,
      String words) {
    waiver.ifPresent(note ->
        all.computeIfAbsent(note, _ -> new LinkedHashMap<>())
            .computeIfAbsent(new Line(name(result), words), _ -> new ArrayList<>())
            .add(result.host()));
  }

  /// `2 findings, 1 not known`.
  private String numbers() {
    Summary summary = Summary.of(report);
    List<String> numbers = new ArrayList<>();
    if (summary.waivedFindings() > 0) {
      numbers.add(Count.of(summary.waivedFindings(), "finding"));
    }
    if (summary.waivedUnknown() > 0) {
      numbers.add("%d not known".formatted(summary.waivedUnknown()));
    }
    return String.join(", ", numbers);
  }

  /// Findings whose waiver has ended.
  private void back() throws IOException {
    Map<WaiverNote, List<String>> ended = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      result.findings().stream()
          .flatMap(finding -> finding.site().ended().stream())
          .forEach(note -> ended.computeIfAbsent(note, _ -> new ArrayList<>()).add(result.host()));
    }
    if (ended.isEmpty()) {
      return;
    }
    lines.blank();
    lines.heading(Colour.NONE, "BACK: " + Count.of(ended.size(), "waiver") + " ended");
    for (Map.Entry<WaiverNote, List<String>> each : ended.entrySet()) {
      lines.line(1, "- %s on %s", by(each.getKey()), HostRanges.of(each.getValue()));
    }
  }

  private void warnings() throws IOException {
    for (WaiverState waiver : report.waivers()) {
      if (waiver.note().isEnding() && waiver.used() > 0) {
        lines.line(
            1,
            "note: %s ends %s",
            waiver.note().place(),
            waiver.note().daysLeft() == 0
                ? "today"
                : "in " + Count.of(waiver.note().daysLeft(), "day"));
      }
    }
  }

  private static String said(Finding finding) {
    return finding.subject() + ": " + finding.message().text();
  }

  /// `by waivers.yaml:2 until 2027-01-31: The vendor's release 7 mends it. (OPS-12)`.
  private static String by(WaiverNote note) {
    return WaiverText.of(note);
  }

  private static String name(CheckResult result) {
    return result.check().policy() + "/" + result.check().id();
  }
}
