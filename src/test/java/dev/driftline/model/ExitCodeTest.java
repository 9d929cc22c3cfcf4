package dev.driftline.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.site.WaiverNote;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private static final List<Severity> SEVERITIES =
      List.of(Severity.INFO, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL);
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private static final Explanation WHY = new Explanation(Explanation.UNREAD, "not read");
  private static final int RUNS = 20_000;

  @Test
  void neverSaysCleanWhenSomethingIsUnknown() {
    long seed = System.nanoTime();
    System.out.println("exit code seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      List<HostResult> hosts = hosts(random);
      List<CheckResult> results = results(random);
      for (Severity failOn : Severity.values()) {
        int code = ExitCode.of(hosts, results, failOn);
        assertThat(code)
            .as("%s %s %s", failOn, hosts, results)
            .isEqualTo(expected(hosts, results, failOn));
      }
    }
  }

  /// The rules once more, from the results alone.
  private static int expected(List<HostResult> hosts, List<CheckResult> results, Severity failOn) {
    if (hosts.isEmpty() || results.isEmpty()) {
      return 1;
    }
    int code = 0;
    for (CheckResult result : results) {
      if (result.verdict() == Verdict.DRIFT
          && SEVERITIES.indexOf(result.check().severity()) >= SEVERITIES.indexOf(failOn)) {
        code |= 2;
      }
      if (result.verdict() == Verdict.UNKNOWN || result.undecided().incomplete()) {
        code |= 4;
      }
    }
    Set<Verdict> deciding = Set.of(Verdict.PASS, Verdict.DRIFT, Verdict.WAIVED);
    if (results.stream().map(CheckResult::verdict).noneMatch(deciding::contains)) {
      code |= 4;
    }
    for (HostResult host : hosts) {
      if (host.outcome() instanceof Outcome.Unreachable) {
        code |= 4;
      }
    }
    return code;
  }

  @Test
  void failsWhenThereIsNothing() {
    Random random = new Random(1);
    assertThat(ExitCode.of(List.of(), List.of(), Severity.INFO)).isEqualTo(1);
    assertThat(ExitCode.of(List.of(host("a", true)), List.of(), Severity.INFO)).isEqualTo(1);
    assertThat(ExitCode.of(List.of(), List.of(result(random, Verdict.PASS)), Severity.INFO))
        .isEqualTo(1);
  }

  @Test
  @DisplayName("L1 a run of which no check applies to its host: 4")
  void nothingDecidedIsNotClean() {
    List<HostResult> hosts = List.of(host("a", true));
    CheckResult elsewhere = result(new Random(1), Verdict.NOT_APPLICABLE);
    CheckResult right = result(new Random(1), Verdict.PASS);
    assertThat(ExitCode.of(hosts, List.of(elsewhere, elsewhere), Severity.INFO)).isEqualTo(4);
    assertThat(ExitCode.of(hosts, List.of(elsewhere, right), Severity.INFO)).isEqualTo(0);
  }

  @Test
  void countsWhatItIsMadeOf() {
    Random random = new Random(2);
    List<CheckResult> results = new ArrayList<>();
    for (Verdict verdict : VERDICTS) {
      for (int i = 0; i <= VERDICTS.indexOf(verdict); i++) {
        results.add(result(random, verdict, Severity.MAJOR).with(Optional.of(WHY), Undecided.NONE));
      }
    }
    CheckResult last = results.removeLast();
    results.add(last.with(last.explanation(), new Undecided(true, List.of(), 2)));
    Summary summary = Summary.of(List.of(host("a", true), host("b", false)), results);
    assertThat(summary)
        .isEqualTo(
            new Summary(
                2,
                1,
                1,
                1,
                1,
                2,
                3,
                4,
                5,
                1,
                2,
                Optional.of(Severity.MAJOR),
                7,
                4,
                0,
                0,
                Map.of(Severity.MAJOR, 2)));
    assertThat(summary.results()).isEqualTo(15);
    assertThat(summary.couldNotTell()).isTrue();
    assertThat(Summary.of(List.of(), List.of()).couldNotTell()).isTrue();
  }

  private static Finding waived(Finding finding) {
    WaiverNote note =
        new WaiverNote(
            "w.yaml", 2, LocalDate.EPOCH, 0, "reason", Optional.empty(), Optional.empty());
    return finding.withSite(finding.site().with(Optional.of(note), Optional.empty()));
  }

  private static List<HostResult> hosts(Random random) {
    List<HostResult> hosts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      hosts.add(host("host" + i, random.nextInt(4) > 0));
    }
    return hosts;
  }

  private static HostResult host(String name, boolean answered) {
    Outcome outcome =
        answered
            ? new Outcome.Answered()
            : new Outcome.Unreachable(Reason.TIMEOUT, "no answer within 10 s", "Look at it.");
    return new HostResult(
        name, "", outcome, Duration.ZERO, Optional.empty(), List.of(), Optional.empty());
  }

  private static List<CheckResult> results(Random random) {
    List<CheckResult> results = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      results.add(result(random, VERDICTS.get(random.nextInt(VERDICTS.size()))));
    }
    return results;
  }

  private static CheckResult result(Random random, Verdict verdict) {
    return result(random, verdict, SEVERITIES.get(random.nextInt(SEVERITIES.size())));
  }

  private static CheckResult result(Random random, Verdict verdict, Severity severity) {
    boolean found = verdict == Verdict.DRIFT || verdict == Verdict.WAIVED;
    boolean incomplete = verdict == Verdict.DRIFT && random.nextInt(4) == 0;
    Finding finding =
        new Finding("00", severity, "s", "", Message.words("m"), List.of(), Optional.empty(), "");
    CheckResult result =
        new CheckResult(
            new CheckInfo("p", "c", "t", severity, "", ""),
            "host",
            verdict,
            random.nextInt(3),
            verdict == Verdict.UNKNOWN ? Optional.of("not read") : Optional.empty(),
            found ? List.of(verdict == Verdict.WAIVED ? waived(finding) : finding) : List.of());
    return incomplete
        ? result.with(result.explanation(), new Undecided(true, List.of(), 3))
        : result;
  }
}
