package dev.driftline.report;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Summary;
import dev.driftline.model.Verdict;
import dev.driftline.model.gate.GateReport;
import dev.driftline.report.ReportLines.Colour;
import dev.driftline.report.gate.GateText;
import dev.driftline.text.Escape;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The report for people. The most important things come first, and all text of hosts is escaped.
///
/// Its sections in order: the verdict and the numbers; hosts that were not reached; what could not be told; drift, by
/// check and cause; more that could not be told; checks that apply nowhere; how much could be looked at; output of
/// logins; old algorithms that are allowed. A cause names all of its hosts, in ranges. So one fault on 3,000 hosts
/// takes hardly more lines than one fault on 10.
final class TextReport {

  private TextReport() {}

  static void write(RunReport report, Style style, Writer out) throws IOException {
    ReportLines lines = new ReportLines(out, style);
    if (report.gate().isPresent()) {
      gate(report, report.gate().get(), lines);
      out.flush();
      return;
    }
    head(report, Summary.of(report), lines);
    UnknownSection unknown = UnknownSection.of(report, lines);
    UnreachedSection.write(report, lines);
    unknown.first();
    DriftSection.write(report, lines);
    unknown.rest();
    WaivedSection.write(report, lines);
    LeftOutSection.write(report, lines);
    ElsewhereSection.write(report, lines);
    CoverageSection.write(report, lines);
    NoiseSection.write(report, lines);
    OlderSection.write(report, lines);
    out.flush();
  }

  /// What a gate found, then the hosts and the other checks about which nothing could be told.
  private static void gate(RunReport report, GateReport gate, ReportLines lines)
      throws IOException {
    GateText.write(report, gate, lines);
    UnreachedSection.write(report, lines);
    List<CheckResult> others =
        report.results().stream()
            .filter(result -> !gate.skews().contains(result.check().id()))
            .toList();
    UnknownSection unknown =
        UnknownSection.of(
            new RunReport(report.run(), report.hosts(), others, report.causes()), lines);
    unknown.first();
    unknown.rest();
    WaivedSection.write(report, lines);
    NoiseSection.write(report, lines);
    OlderSection.write(report, lines);
  }

  private static void head(RunReport report, Summary summary, ReportLines lines)
      throws IOException {
    lines.heading(colour(report, summary), verdict(report, summary) + uncovered(report));
    lines.line(
        1,
        "%s: %d answered, %d not reached",
        ReportLines.count(summary.hosts(), "host"),
        summary.answered(),
        summary.unreachable());
    lines.line(
        1,
        "%s, %s: %d pass, %d drift, %d unknown, %d waived, %d not applicable%s",
        ReportLines.count(summary.checks(), "check"),
        ReportLines.count(summary.results(), "result"),
        summary.pass(),
        summary.drift(),
        summary.unknown(),
        summary.waived(),
        summary.notApplicable(),
        summary.incomplete() == 0
            ? ""
            : "; %s incomplete".formatted(ReportLines.count(summary.incomplete(), "result")));
    if (summary.drift() > 0) {
      lines.line(1, "drift: %s", drift(report));
    }
    RunReport.Run run = report.run();
    lines.line(
        1,
        "run %s of %s, started %s, took %s s, exit code %d",
        run.id(),
        run.pattern(),
        run.started(),
        String.format(Locale.ROOT, "%.1f", run.elapsed().toMillis() / 1000.0),
        run.exit());
    if (run.config().isPresent()) {
      lines.line(1, "options not typed: from %s", run.config().get());
    }
  }

  /// `1 critical check on 4 hosts, 2 major checks on 12 hosts`, the worst first.
  private static String drift(RunReport report) {
    Map<Severity, List<CheckResult>> bySeverity =
        report.results().stream()
            .filter(result -> result.verdict() == Verdict.DRIFT)
            .collect(
                Collectors.groupingBy(
                    CheckResult::severity,
                    () -> new TreeMap<Severity, List<CheckResult>>(Comparator.reverseOrder()),
                    Collectors.toList()));
    return bySeverity.entrySet().stream()
        .map(entry ->
            "%s on %s"
                .formatted(
                    count(entry.getValue(), CheckResult::check, entry.getKey().word() + " check"),
                    count(entry.getValue(), CheckResult::host, "host")))
        .collect(Collectors.joining(", "));
  }

  private static String count(
      List<CheckResult> results, Function<CheckResult, Object> what, String thing) {
    return ReportLines.count((int) results.stream().map(what).distinct().count(), thing);
  }

  private static String verdict(RunReport report, Summary summary) {
    String unfinished = report.run().partial() ? "UNFINISHED RUN: " : "";
    if (summary.hosts() == 0 || summary.results() == 0) {
      return unfinished + "NOTHING WAS CHECKED";
    }
    if (summary.decided() == 0) {
      return unfinished + "NOTHING WAS DECIDED, SO NOTHING IS KNOWN TO BE RIGHT";
    }
    String drift =
        summary
            .worst()
            .map(worst -> "DRIFT (worst: %s)".formatted(worst.word()))
            .orElse(summary.couldNotTell() ? "NO DRIFT SEEN" : clean(summary));
    return unfinished
        + drift
        + (summary.couldNotTell() ? ", BUT NOT EVERYTHING COULD BE TOLD" : "");
  }

  private static String clean(Summary summary) {
    return "CLEAN: no drift" + (summary.waived() > 0 ? " but what is waived" : "");
  }

  /// Selected hosts that have no result, because no check of the run names them: `; no check covers web7`.
  private static String uncovered(RunReport report) {
    Set<String> covered =
        report.results().stream().map(CheckResult::host).collect(Collectors.toSet());
    List<String> others =
        report.hosts().stream().map(HostResult::host).filter(h -> !covered.contains(h)).toList();
    if (others.isEmpty() || covered.isEmpty()) {
      return "";
    }
    return "; no check covers " + Escape.line(HostRanges.of(others));
  }

  private static Colour colour(RunReport report, Summary summary) {
    if (summary.drift() > 0) {
      return Colour.RED;
    }
    return summary.couldNotTell() || report.run().partial() ? Colour.YELLOW : Colour.GREEN;
  }

  /// Whether the host could not be asked to the end.
  static boolean unreached(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> false;
      case Outcome.Unreachable _ -> true;
    };
  }
}
