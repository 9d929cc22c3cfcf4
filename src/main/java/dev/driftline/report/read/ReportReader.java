package dev.driftline.report.read;

import dev.driftline.model.Cause;
import dev.driftline.model.CheckResult;
import dev.driftline.model.FoundPair;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.site.WaiverState;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `driftline-report/1`. What was written from a report is read as that report, but for two things, which no
/// format shows: a [dev.driftline.model.Message] is one value, and a column has no description.
///
/// The text is not trusted. It may be cut, changed by hand or forged. What is returned is possible: all names in it are
/// known, and its sums are right.
///
/// For one use, on one thread.
public final class ReportReader {

  private static final String FORMAT = "driftline-report/";
  private static final String VERSION = FORMAT + "1";

  private final CauseReader causes = new CauseReader();
  private final HostReader hosts = new HostReader(causes);
  private final CheckReader checks = new CheckReader();
  private final ResultReader results = new ResultReader(hosts, checks, causes);

  private final Map<String, Fields> parts = new HashMap<>();
  private final List<HostResult> hostResults = new ArrayList<>();
  private final List<CheckResult> checkResults = new ArrayList<>();
  private Optional<List<Fields>> causeItems = Optional.empty();
  private final List<Fields> pairs = new ArrayList<>();
  private Optional<Fields> gate = Optional.empty();
  private final List<WaiverState> waivers = new ArrayList<>();
  private boolean isReport;

  private ReportReader() {}

  /// Reads a report to its end. A report of a driftline that did not look for causes has none.
  ///
  /// @param stream UTF-8; stays open
  /// @throws UnreadableReport if it is no report, or one that this version cannot read
  /// @throws IOException      if the stream could not be read
  public static RunReport read(InputStream stream) throws IOException {
    ReportReader reader = new ReportReader();
    Place end = Document.read(stream, reader::take);
    return reader.report(end);
  }

  private void take(String name, Document document) throws IOException {
    switch (name) {
      case "format" -> format(document.value());
      case "run", "summary" -> part(name, document.value());
      case "gate" -> {
        if (document.value() instanceof Fields fields) {
          gate = Optional.of(fields);
        }
      }
      case "pairs" -> document.items(pairs::add);
      case "hosts" -> document.items(item -> hostResults.add(hosts.host(item)));
      case "checks" -> document.items(checks::check);
      case "results" -> document.items(item -> checkResults.add(results.result(item)));
      case "waivers" -> document.items(item -> waivers.add(WaiverFields.state(item)));
      case "causes" -> {
        List<Fields> items = new ArrayList<>();
        document.items(items::add);
        causeItems = Optional.of(items);
      }
      default -> {
        // of a later version
      }
    }
  }

  private void format(Value value) throws UnreadableReport {
    String format = value instanceof Value.Text(_, String text) ? text : value.kind();
    isReport = format.equals(VERSION);
    if (!isReport) {
      String fault = "the format is %s, and not %s".formatted(format, VERSION);
      throw format.startsWith(FORMAT)
          ? UnreadableReport.changed(value.at(), fault)
          : UnreadableReport.other(value.at(), fault);
    }
  }

  private void part(String name, Value value) throws UnreadableReport {
    if (!(value instanceof Fields fields)) {
      throw UnreadableReport.changed(
          value.at(), "\"%s\" is %s, and not an object".formatted(name, value.kind()));
    }
    parts.put(name, fields);
  }

  private RunReport report(Place end) throws UnreadableReport {
    if (!isReport) {
      throw UnreadableReport.other(end, "no report of driftline: \"format\" is missing");
    }
    Fields run = needed("run", end);
    List<Cause> all =
        causeItems.isPresent() ? causes.causes(causeItems.get(), checks) : causes.none();
    if (run.laterText("kind").equals("gate") && gate.isEmpty()) {
      throw UnreadableReport.changed(end, "\"gate\" is missing");
    }
    Optional<GateReport> ofGate =
        gate.isPresent()
            ? Optional.of(
                GateReader.gate(
                    Optional.of(run.laterText("plan")).filter(text -> !text.isEmpty()),
                    gate.get(),
                    pairs))
            : Optional.empty();
    List<FoundPair> found = new ArrayList<>();
    if (ofGate.isEmpty()) {
      for (Fields pair : pairs) {
        found.add(PairReader.pair(pair));
      }
    }
    RunReport report = new RunReport(run(run), hostResults, checkResults, all, ofGate).with(found);
    Sums.check(report, run, needed("summary", end));
    return report.withWaivers(waivers);
  }

  private Fields needed(String name, Place end) throws UnreadableReport {
    Fields fields = parts.get(name);
    if (fields == null) {
      throw UnreadableReport.changed(end, "\"%s\" is missing".formatted(name));
    }
    return fields;
  }

  private static RunReport.Run run(Fields fields) throws UnreadableReport {
    return new RunReport.Run(
        fields.text("id"),
        started(fields),
        fields.seconds("seconds"),
        fields.text("version"),
        fields.count("exit"),
        fields.text("hosts"),
        fields.texts("inventory"),
        fields.texts("policies"),
        fields.truth("partial"),
        config(fields));
  }

  private static Optional<String> config(Fields run) throws UnreadableReport {
    String config = run.laterText("config");
    return config.isEmpty() ? Optional.empty() : Optional.of(config);
  }

  private static Instant started(Fields fields) throws UnreadableReport {
    try {
      return Instant.parse(fields.text("started"));
    } catch (DateTimeException _) {
      throw fields.wrong("started", "a time like 2026-11-30T02:15:00Z");
    }
  }
}
