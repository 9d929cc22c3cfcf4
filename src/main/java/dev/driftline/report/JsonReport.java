package dev.driftline.report;

import dev.driftline.model.Cause;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.FoundRule;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.Peers;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Summary;
import dev.driftline.model.Undecided;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.PairCounts;
import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.site.WaiverState;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.report.gate.GateJson;
import dev.driftline.report.gate.WaiverJson;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The report for other programs, `driftline-report/1`: fields are added in later versions, never removed, renamed or
/// given another type. `docs/report-json.md` explains each.
final class JsonReport {

  private final Json json;

  private JsonReport(Json json) {
    this.json = json;
  }

  static void write(RunReport report, Writer out) throws IOException {
    JsonReport writer = new JsonReport(Json.to(out));
    writer.json.document(() -> writer.report(report));
    out.flush();
  }

  private void report(RunReport report) throws IOException {
    json.text("format", "driftline-report/1");
    json.object("run", () -> run(report.run(), report.gate()));
    json.object("summary", () -> summary(Summary.of(report), PairCounts.of(report)));
    Set<String> covered =
        report.results().stream().map(CheckResult::host).collect(Collectors.toSet());
    json.array("hosts", () -> each(report.hosts(), host -> host(host, covered)));
    List<CheckInfo> checks = report.results().stream().map(CheckResult::check).distinct().toList();
    json.array("checks", () -> each(checks, this::check));
    json.array("results", () -> each(report.results(), this::result));
    json.array("causes", () -> each(report.causes(), this::cause));
    json.array("waivers", () -> each(report.waivers(), this::waiver));
    if (report.gate().isPresent()) {
      new GateJson(json).write(report.gate().get());
    } else {
      new GateJson(json).found(report.pairs());
      json.nothing("gate");
    }
  }

  private void run(RunReport.Run run, Optional<GateReport> gate) throws IOException {
    json.text("id", run.id());
    json.text("started", run.started().toString());
    json.seconds("seconds", run.elapsed());
    json.text("version", run.version());
    json.number("exit", run.exit());
    json.text("hosts", run.pattern());
    json.texts("inventory", run.inventory());
    json.texts("policies", run.policies());
    json.truth("partial", run.partial());
    json.text("config", run.config());
    json.text("kind", gate.isPresent() ? "gate" : "check");
    json.text("plan", gate.flatMap(GateReport::plan));
  }

  private void summary(Summary summary, Map<String, Integer> pairs) throws IOException {
    json.number("hosts", summary.hosts());
    json.number("answered", summary.answered());
    json.number("unreachable", summary.unreachable());
    json.number("checks", summary.checks());
    json.number("pass", summary.pass());
    json.number("drift", summary.drift());
    json.number("unknown", summary.unknown());
    json.number("waived", summary.waived());
    json.number("not_applicable", summary.notApplicable());
    json.number("incomplete", summary.incomplete());
    json.number("undecided_rows", summary.undecidedRows());
    json.number("waived_findings", summary.waivedFindings());
    json.number("waived_unknown", summary.waivedUnknown());
    json.number("left_out", summary.leftOut());
    json.object("findings", () -> findings(summary));
    json.object("pairs", () -> numbers(pairs));
  }

  private void findings(Summary summary) throws IOException {
    for (Severity severity : List.of(Severity.values()).reversed()) {
      json.number(severity.word(), summary.findings().getOrDefault(severity, 0));
    }
  }

  private void numbers(Map<String, Integer> numbers) throws IOException {
    for (Map.Entry<String, Integer> number : numbers.entrySet()) {
      json.number(number.getKey(), number.getValue());
    }
  }

  private void host(HostResult host, Set<String> covered) throws IOException {
    json.text("host", host.host());
    json.text("address", host.address());
    switch (host.outcome()) {
      case Outcome.Answered _ -> answered();
      case Unreachable unreachable -> unreachable(unreachable);
    }
    json.seconds("seconds", host.elapsed());
    json.text("os", host.os());
    coverage(host.coverage());
    if (host.noise().isPresent()) {
      json.object("noise", () -> noise(host.noise().get()));
    } else {
      json.nothing("noise");
    }
    json.texts("older_algorithms", host.older());
    json.truth("covered", covered.contains(host.host()));
    json.text("cause", given(host.cause()));
  }

  private void answered() throws IOException {
    json.text("outcome", "answered");
    json.nothing("reason");
    json.nothing("detail");
    json.nothing("hint");
  }

  private void unreachable(Unreachable unreachable) throws IOException {
    json.text("outcome", "unreachable");
    json.text("reason", unreachable.reason().word());
    json.text("detail", unreachable.detail());
    json.text("hint", unreachable.hint());
  }

  /// The first kind of thing by its own name, and all of them in a list.
  private void coverage(List<Coverage> all) throws IOException {
    if (all.isEmpty()) {
      json.nothing("coverage");
    } else {
      json.object(
          "coverage",
          () -> {
            json.number(all.getFirst().things(), all.getFirst().total());
            json.number("readable", all.getFirst().readable());
          });
    }
    json.array("coverages", () -> each(all, this::coverage));
  }

  private void coverage(Coverage coverage) throws IOException {
    json.text("things", coverage.things());
    json.number("readable", coverage.readable());
    json.number("total", coverage.total());
  }

  private void noise(Noise noise) throws IOException {
    json.text("stdout", noise.stdout());
    json.text("stderr", noise.stderr());
  }

  private void check(CheckInfo check) throws IOException {
    json.text("policy", check.policy());
    json.text("check", check.id());
    json.text("title", check.title());
    json.text("severity", check.severity().word());
    json.text("why", check.why());
    json.text("fix", check.fix());
  }

  private void result(CheckResult result) throws IOException {
    json.text("policy", result.check().policy());
    json.text("check", result.check().id());
    json.text("host", result.host());
    json.text("verdict", result.verdict().word());
    json.text("severity", result.severity().word());
    json.number("rows", result.rows());
    json.text("reason", result.reason());
    json.array("findings", () -> each(result.findings(), this::finding));
    json.number("more_findings", result.more());
    json.truth("incomplete", result.undecided().incomplete());
    json.text("reason_code", result.explanation().map(Explanation::code));
    json.text("hint", result.explanation().flatMap(Explanation::hint));
    json.array("undecided", () -> each(result.undecided().rows(), this::undecided));
    json.number("more_undecided", result.undecided().more());
    json.number("more_undecided_waived", result.undecided().moreWaived());
    waiver("waiver", result.undecided().whole());
    json.number("left_out", result.leftOut().rows());
    json.text("left_out_by", given(result.leftOut().sentence()));
    json.text("cause", given(result.cause()));
  }

  private void undecided(Undecided.Entry entry) throws IOException {
    json.text("key", entry.key());
    json.text("problem", entry.problem());
    json.text("subject", entry.who());
    json.text("instance", given(entry.instance()));
    row(entry.row());
    waiver("waiver", entry.waiver());
    json.text("reason", entry.reason());
    json.text("hint", entry.hint());
    json.text("cause", given(entry.cause()));
  }

  private void row(Optional<Row> row) throws IOException {
    if (row.isPresent()) {
      json.row("row", row.get());
    } else {
      json.nothing("row");
    }
  }

  private void finding(Finding finding) throws IOException {
    json.text("key", finding.key());
    json.text("problem", finding.problem());
    json.text("severity", finding.severity().word());
    json.text("subject", finding.who());
    json.text("instance", given(finding.instance()));
    json.text("message", finding.message().text());
    json.object("expected", () -> expected(finding.expected()));
    row(finding.row());
    json.text("evidence", finding.evidence());
    waiver("waiver", finding.site().waiver());
    waiver("waiver_ended", finding.site().ended());
    json.text("severity_was", finding.site().severityWas().map(Severity::word));
    json.text("cause", given(finding.cause()));
    if (finding.rule().isPresent()) {
      json.object("rule", () -> rule(finding.rule().get()));
    } else {
      json.nothing("rule");
    }
    if (finding.peers().isPresent()) {
      json.object("peers", () -> peers(finding.peers().get()));
    } else {
      json.nothing("peers");
    }
  }

  private void rule(FoundRule rule) throws IOException {
    json.text("id", rule.id());
    json.text("topic", rule.topic());
    json.text("verdict", rule.verdict());
    json.text("weight", rule.weight());
    json.text("code", given(rule.code()));
    json.text("sees", given(rule.sees()));
    json.text("do", given(rule.action()));
    json.text("source", given(rule.source()));
    json.texts("unknown_conditions", rule.open());
  }

  private void peers(Peers peers) throws IOException {
    json.number("of", peers.of());
    json.number("unknown", peers.unknown());
    json.array("values", () -> each(peers.values(), this::peers));
  }

  private void peers(Peers.Value value) throws IOException {
    json.text("value", value.value());
    json.number("hosts", value.hosts());
  }

  private void cause(Cause cause) throws IOException {
    json.text("id", cause.id());
    json.text("policy", cause.check().map(CheckInfo::policy));
    json.text("check", cause.check().map(CheckInfo::id));
    json.text("verdict", cause.kind().word());
    json.text("severity", cause.severity().map(Severity::word));
    json.text("message", cause.message());
    json.texts("hosts", cause.hosts());
    json.number("findings", cause.findings());
    json.nothing("new");
    json.nothing("since");
  }

  private void waiver(String name, Optional<WaiverNote> waiver) throws IOException {
    WaiverJson.write(json, name, waiver);
  }

  private void waiver(WaiverState waiver) throws IOException {
    WaiverJson.fields(json, waiver.note());
    json.texts("checks", waiver.checks());
    json.text("hosts", waiver.hosts());
    json.texts("accepts", waiver.accepts());
    json.text("state", waiver.state());
    json.number("used", waiver.used());
    json.truth("matches_nothing", waiver.matchesNothing());
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// By column; two expectations of one column become one list, because a name stands once in an object.
  private void expected(List<Finding.Expected> all) throws IOException {
    Map<String, Finding.Expected> byColumn = new LinkedHashMap<>();
    for (Finding.Expected expected : all) {
      byColumn.merge(expected.column(), expected, JsonReport::both);
    }
    for (Finding.Expected expected : byColumn.values()) {
      if (expected.list() || expected.texts().size() != 1) {
        json.texts(expected.column(), expected.texts());
      } else {
        json.text(expected.column(), expected.texts().getFirst());
      }
    }
  }

  private static Finding.Expected both(Finding.Expected first, Finding.Expected second) {
    List<String> texts = new ArrayList<>(first.texts());
    texts.addAll(second.texts());
    return new Finding.Expected(first.column(), texts, true);
  }

  private interface Element<T> {
    void write(T value) throws IOException;
  }

  private <T> void each(List<T> values, Element<T> element) throws IOException {
    for (T value : values) {
      json.element(() -> element.write(value));
    }
  }
}
