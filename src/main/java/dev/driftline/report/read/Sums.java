package dev.driftline.report.read;

import dev.driftline.model.ExitCode;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Summary;
import dev.driftline.model.gate.GateExit;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.PairCounts;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Holds the numbers of a report against what they were counted from. So a report that lost a host or a result on its
/// way is not shown as a better one.
final class Sums {

  /// The codes of SIGHUP, SIGINT and SIGTERM.
  private static final Set<Integer> OF_SIGNALS = Set.of(129, 130, 143);

  private Sums() {}

  static void check(RunReport report, Fields run, Fields written) throws UnreadableReport {
    Summary summary = Summary.of(report);
    same(written, "hosts", summary.hosts());
    same(written, "answered", summary.answered());
    same(written, "unreachable", summary.unreachable());
    same(written, "checks", summary.checks());
    same(written, "pass", summary.pass());
    same(written, "drift", summary.drift());
    same(written, "unknown", summary.unknown());
    same(written, "waived", summary.waived());
    same(written, "not_applicable", summary.notApplicable());
    same(written, "incomplete", summary.incomplete());
    same(written, "undecided_rows", summary.undecidedRows());
    later(written, "waived_findings", summary.waivedFindings());
    later(written, "waived_unknown", summary.waivedUnknown());
    later(written, "left_out", summary.leftOut());
    if (written.has("findings")) {
      Fields findings = written.fields("findings");
      for (Severity severity : Severity.values()) {
        later(findings, severity.word(), summary.findings().getOrDefault(severity, 0));
      }
    }
    if (written.has("pairs")) {
      Fields pairs = written.fields("pairs");
      for (Map.Entry<String, Integer> counted : PairCounts.of(report).entrySet()) {
        same(pairs, counted.getKey(), counted.getValue());
      }
    }
    boolean possible =
        report.gate().isPresent()
            ? possible(report, report.gate().get())
            : possible(report.run().exit(), summary);
    if (!possible) {
      throw UnreadableReport.changed(
          run.value("exit").at(),
          "\"exit\" is %d, which does not follow from the results".formatted(report.run().exit()));
    }
  }

  /// A number that earlier versions did not write.
  private static void later(Fields written, String name, int counted) throws UnreadableReport {
    if (written.has(name)) {
      same(written, name, counted);
    }
  }

  private static void same(Fields written, String name, int counted) throws UnreadableReport {
    int number = written.count(name);
    if (number != counted) {
      throw UnreadableReport.changed(
          written.value(name).at(),
          "\"%s\" is %d, but counted from the report it is %d".formatted(name, number, counted));
    }
  }

  /// Whether a gate that found this can end with the code of the report; that follows from `--fail-on`, too.
  private static boolean possible(RunReport report, GateReport gate) {
    int exit = report.run().exit();
    return OF_SIGNALS.contains(exit)
        || Stream.of(Severity.values())
            .anyMatch(failOn ->
                GateExit.of(gate, report.hosts(), report.results(), report.run().partial(), failOn)
                    == exit);
  }

  /// Whether a run with these numbers can end with the code; that follows from `--fail-on`, too.
  private static boolean possible(int exit, Summary summary) {
    if (OF_SIGNALS.contains(exit)) {
      return true;
    }
    if (summary.hosts() == 0 || summary.results() == 0) {
      return exit == ExitCode.FAILED;
    }
    int unknown = summary.couldNotTell() ? ExitCode.UNKNOWN : ExitCode.CLEAN;
    return exit == unknown || (summary.drift() > 0 && exit == unknown + ExitCode.DRIFT);
  }
}
