package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.site.WaiverNote;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExitCodesTest {

  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  @Test
  void neverSaysCleanByAnyConventionWhenSomethingIsUnknown() {
    long seed = System.nanoTime();
    System.out.println("exit codes seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Severity failOn = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
      RunReport report = report(random, failOn);
      for (ExitCodes codes : ExitCodes.values()) {
        boolean clean = report.run().exit() == 0;
        assertThat(codes.of(report, failOn) == 0).as("%s %s", codes, report).isEqualTo(clean);
      }
      assertThat(ExitCodes.PUPPET.of(report, failOn)).isEqualTo(report.run().exit());
      assertThat(ExitCodes.SIMPLE.of(report, failOn)).isIn(0, 1);
      assertThat(ExitCodes.NAGIOS.of(report, failOn)).isEqualTo(nagios(report, failOn));
    }
  }

  /// Critical drift first, then what could not be told, then other drift.
  private static int nagios(RunReport report, Severity failOn) {
    int code = 0;
    for (CheckResult result : report.results()) {
      boolean counts =
          result.verdict() == Verdict.DRIFT && result.check().severity().atLeast(failOn);
      if (counts && result.check().severity() == Severity.CRITICAL && !report.hosts().isEmpty()) {
        return 2;
      }
      code = counts ? Math.max(code, 1) : code;
      code = result.verdict() == Verdict.UNKNOWN ? 3 : code;
    }
    boolean unreachable =
        report.hosts().stream().anyMatch(h -> h.outcome() instanceof Outcome.Unreachable);
    boolean decided =
        report.results().stream()
            .map(CheckResult::verdict)
            .anyMatch(Set.of(Verdict.PASS, Verdict.DRIFT, Verdict.WAIVED)::contains);
    return unreachable || report.hosts().isEmpty() || !decided ? 3 : code;
  }

  private static RunReport report(Random random, Severity failOn) {
    List<HostResult> hosts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Outcome outcome =
          random.nextInt(4) > 0
              ? new Outcome.Answered()
              : new Outcome.Unreachable(Reason.DNS, "no such name", "Look at it.");
      hosts.add(
          new HostResult(
              "h" + i, "", outcome, Duration.ZERO, Optional.empty(), List.of(), Optional.empty()));
    }
    List<CheckResult> results = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      results.add(result(random));
    }
    int exit = ExitCode.of(hosts, results, failOn);
    return new RunReport(
        new RunReport.Run(
            "id", Instant.EPOCH, Duration.ZERO, "1", exit, "all", List.of(), List.of(), false),
        hosts,
        results,
        List.of());
  }

  private static CheckResult result(Random random) {
    Verdict verdict = VERDICTS.get(random.nextInt(VERDICTS.size()));
    Severity severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
    Finding finding =
        new Finding("00", severity, "s", "", Message.words("m"), List.of(), Optional.empty(), "");
    return new CheckResult(
        new CheckInfo("p", "c", "t", severity, "", ""),
        "host",
        verdict,
        1,
        verdict == Verdict.UNKNOWN ? Optional.of("not read") : Optional.empty(),
        switch (verdict) {
          case DRIFT -> List.of(finding);
          case WAIVED ->
              List.of(
                  finding.withSite(
                      finding
                          .site()
                          .with(
                              Optional.of(
                                  new WaiverNote(
                                      "w.yaml",
                                      2,
                                      LocalDate.EPOCH,
                                      0,
                                      "reason",
                                      Optional.empty(),
                                      Optional.empty())),
                              Optional.empty())));
          default -> List.of();
        });
  }
}
