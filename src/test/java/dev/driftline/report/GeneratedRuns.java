package dev.driftline.report;

import dev.driftline.cause.Causes;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Peers;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.text.Escape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes runs at random: everything that a report can hold, with texts that a hostile host would choose.
final class GeneratedRuns {

  private static final List<String> PIECES =
      List.of(
          "web1",
          "10.0.0.7",
          "/usr/sbin/named",
          "fd 2",
          "3.0.15",
          ", ",
          "{host}",
          "{number}",
          "\u001b]52;c;cm0gLXJm\u0007",
          "\n::error::gone",
          "\n##vso[task.complete]",
          "\r\n\u2028##teamcity[x]",
          "\u202egnp.exe",
          "\u200b\ufeff\u0000\u007f",
          "\ue000\uffff",
          "%s %n %d",
          "é漢\ud83d\ude00",
          "\\\"},{\"verdict\":\"pass\"");

  private final RandomGenerator random;

  GeneratedRuns(RandomGenerator random) {
    this.random = random;
  }

  RunReport run() {
    List<CheckInfo> checks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      checks.add(
          new CheckInfo("p" + i + text(), "c" + i, text(), any(Severity.values()), text(), text()));
    }
    List<HostResult> hosts = new ArrayList<>();
    List<CheckResult> results = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      HostResult host = host("web" + i + (random.nextInt(4) == 0 ? text() : ""));
      hosts.add(host);
      checks.forEach(check -> results.add(result(check, host)));
    }
    int exit = ExitCode.of(hosts, results, any(Severity.values()));
    RunReport.Run run =
        new RunReport.Run(
            text(),
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            Duration.ofMillis(random.nextInt(100_000_000)),
            text(),
            random.nextInt(9) == 0 ? 143 : exit,
            text(),
            texts(),
            texts(),
            random.nextBoolean(),
            maybe(() -> "/" + text()));
    return Causes.of(new RunReport(run, hosts, results, List.of()));
  }

  private HostResult host(String name) {
    Outcome outcome =
        random.nextInt(3) == 0
            ? new Outcome.Unreachable(any(Reason.values()), text(), text())
            : new Outcome.Answered();
    List<Coverage> coverage = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int total = random.nextInt(500);
      coverage.add(new Coverage(random.nextInt(total + 1), total, i + text()));
    }
    return new HostResult(
        name,
        text(),
        outcome,
        Duration.ofMillis(random.nextInt(100_000)),
        maybe(this::text),
        coverage,
        maybe(() -> new Noise(text(), text())),
        texts());
  }

  private CheckResult result(CheckInfo check, HostResult host) {
    Verdict verdict =
        host.outcome() instanceof Outcome.Answered
            ? any(Verdict.PASS, Verdict.DRIFT, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
            : Verdict.UNKNOWN;
    List<Finding> findings = new ArrayList<>();
    for (int i = verdict == Verdict.DRIFT ? 1 + random.nextInt(8) : 0; i > 0; i--) {
      findings.add(finding());
    }
    List<Undecided.Entry> rows = new ArrayList<>();
    for (int i = Math.max(0, random.nextInt(8) - 4); i > 0; i--) {
      rows.add(new Undecided.Entry(text(), text(), maybe(this::row), text(), maybe(this::text)));
    }
    Undecided undecided =
        new Undecided(
            verdict != Verdict.UNKNOWN && random.nextInt(5) == 0, rows, random.nextInt(2) * 700);
    Explanation why =
        new Explanation(
            any(Explanation.UNREAD, Explanation.GAP, Explanation.APPLIES_TO, text()),
            text(),
            maybe(this::text));
    boolean needed = verdict == Verdict.UNKNOWN || undecided.incomplete() || undecided.count() > 0;
    return new CheckResult(
        check,
        host.host(),
        verdict,
        random.nextInt(2000),
        needed || random.nextBoolean() ? Optional.of(why) : Optional.empty(),
        findings,
        findings.isEmpty() ? 0 : random.nextInt(2) * 300,
        undecided);
  }

  private Finding finding() {
    List<Finding.Expected> expected = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      boolean list = random.nextBoolean();
      expected.add(new Finding.Expected(i + text(), list ? texts() : List.of(text()), list));
    }
    Finding finding =
        new Finding(
            text(),
            any(Severity.values()),
            text(),
            text(),
            Message.of("%s is %s", text(), text()),
            expected,
            maybe(this::row),
            text());
    return random.nextBoolean() ? finding : finding.beside(peers());
  }

  private Peers peers() {
    List<Peers.Value> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(new Peers.Value(text(), i));
    }
    return new Peers(random.nextInt(100), random.nextInt(100), values);
  }

  private Row row() {
    List<Column> columns = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      columns.add(new Column(i + text(), any(ColumnType.values()), "", ""));
      cells.add(cell());
    }
    return new Row(new Columns(columns), cells);
  }

  private Cell cell() {
    return switch (random.nextInt(6)) {
      case 0 -> Cell.none();
      case 1 -> Cell.unread(text());
      case 2 -> Cell.cut(text(), text());
      case 3 -> Cell.bool(random.nextBoolean());
      case 4 -> Cell.integer(random.nextLong());
      default -> Cell.text(text());
    };
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  /// Without halves of surrogate pairs, which JSON cannot carry.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      if (random.nextInt(3) > 0) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      } else {
        text.append((char) random.nextInt(0x10000));
      }
    }
    return Escape.json(text.toString());
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
