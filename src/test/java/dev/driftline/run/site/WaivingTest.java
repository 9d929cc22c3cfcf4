package dev.driftline.run.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.ExitCode;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How waivers combine with the rows of one check on one host.
class WaivingTest {

  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  /// A row: is it right (r), wrong (w) or unread (u); and is no waiver for it (-), one that accepts drift (d), or one
  /// that accepts unknown (k)?
  private static final List<String> ROWS =
      List.of("r-", "rd", "rk", "w-", "wd", "wk", "u-", "ud", "uk");

  private static final String WAIVERS =
      """
      waivers:
        - { check: c, hosts: h, where: { name: [d0, d1, d2] }, until: 2026-12-01, reason: r }
        - { check: c, hosts: h, where: { name: [k0, k1, k2] }, accepts: unknown, until: 2026-12-01, reason: r }
      """;

  @TempDir private Path folder;
  private int files;
  private List<PlacedWaiver> waivers = List.of();

  @BeforeEach
  void waivers() throws IOException {
    waivers = placed(read("expect: { version: \">= 1\" }", WAIVERS));
  }

  private PolicySet read(String lines, String waiving) throws IOException {
    Path file = folder.resolve("p%d.yaml".formatted(files));
    Files.writeString(
        file,
        "policy: p\nchecks:\n  - { id: c, probe: packages, severity: minor, " + lines + " }\n");
    Path more = Files.writeString(folder.resolve("w%d.yaml".formatted(files++)), waiving);
    Problems problems = new Problems();
    PolicySet set = PolicySet.read(List.of(file, more), Catalog.tables(), problems);
    assertThat(problems.sorted()).isEmpty();
    return set;
  }

  private static List<PlacedWaiver> placed(PolicySet set) {
    return set.waivers().stream().map(it -> new PlacedWaiver(it, Set.of("h"))).toList();
  }

  private Check check(String lines) throws IOException {
    return read(lines, WAIVERS).drafts().getFirst().checks().getFirst();
  }

  private static Row row(String state, int number) {
    Cell version =
        switch (state.charAt(0)) {
          case 'r' -> Cell.text("2");
          case 'w' -> Cell.text("0");
          default -> Cell.unread("denied");
        };
    Cell manager = Cell.text("dpkg");
    return Row.of(
        Objects.requireNonNull(Catalog.tables().get("packages")).columns(),
        Map.of(
            "name", Cell.text(state.substring(1).replace("-", "n") + number),
            "manager", manager,
            "version", version));
  }

  private CheckResult judged(Check check, List<String> states, boolean gap) {
    List<Row> rows = new ArrayList<>();
    for (String state : states) {
      rows.add(row(state, rows.size()));
    }
    return Judge.judge(
        check, "h", rows, gap ? Optional.of("cut") : Optional.empty(), Budget.unlimited());
  }

  private CheckResult waived(CheckResult result, Check check) {
    return new Waiving(waivers, NOON).apply(result, check, true);
  }

  private static int exit(CheckResult result, Severity failOn) {
    HostResult host =
        new HostResult(
            "h",
            "",
            new Outcome.Answered(),
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            Optional.empty());
    return ExitCode.of(List.of(host), List.of(result), failOn);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "r-          | false | PASS    | false | 0 | 0",
        "w-          | false | DRIFT   | false | 2 | 0",
        "w- wd       | false | DRIFT   | false | 2 | 1",
        "w- u-       | false | DRIFT   | true  | 6 | 0",
        "w- uk       | false | DRIFT   | false | 2 | 1",
        "r- u-       | false | UNKNOWN | false | 4 | 0",
        "wd u-       | false | UNKNOWN | false | 4 | 1",
        "wd          | true  | UNKNOWN | false | 4 | 1",
        "wd          | false | WAIVED  | false | 0 | 1",
        "wd r-       | false | WAIVED  | false | 0 | 1",
        "wd uk       | false | WAIVED  | false | 0 | 2",
        "r- uk       | false | WAIVED  | false | 0 | 1",
        "uk          | false | WAIVED  | false | 4 | 1",
        "ud          | false | UNKNOWN | false | 4 | 0",
        "wk          | false | DRIFT   | false | 2 | 0",
      })
  void rowsAndWaiversMakeAVerdict(
      String rows, boolean gap, Verdict verdict, boolean incomplete, int exit, int accepted)
      throws IOException {
    Check check = check("expect: { version: \">= 1\" }");

    CheckResult result = waived(judged(check, List.of(rows.split(" ")), gap), check);

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.undecided().incomplete()).isEqualTo(incomplete);
    assertThat(exit(result, Severity.MINOR)).isEqualTo(exit);
    assertThat(result.waived() + result.undecided().waived()).isEqualTo(accepted);
  }

  /// All combinations of up to three rows, with and without a gap, with three shares that must be readable, and with a
  /// threshold at and above the severity: 820 times 12.
  @Test
  void noWaiverHidesWhatIsOpen() throws IOException {
    int tried = 0;
    for (double share : List.of(1.0, 0.5, 0.34)) {
      Check check =
          check("expect: { version: \">= 1\" }, min_coverage: %s%%".formatted((int) (share * 100)));
      for (List<String> states : combinations()) {
        for (boolean gap : List.of(false, true)) {
          CheckResult before = judged(check, states, gap);
          CheckResult after = waived(before, check);
          for (Severity failOn : List.of(Severity.MINOR, Severity.MAJOR)) {
            holds(states, gap, check.minCoverage(), failOn, before, after);
            tried++;
          }
        }
      }
    }
    assertThat(tried).isEqualTo(9_840);
  }

  private static void holds(
      List<String> states,
      boolean gap,
      double share,
      Severity failOn,
      CheckResult before,
      CheckResult after) {
    long wrong = count(states, "w-", "wk");
    long wrongWaived = count(states, "wd");
    long unread = count(states, "u-", "ud");
    long unreadWaived = count(states, "uk");
    long rest = states.size() - unreadWaived;
    boolean hole =
        gap || (unread > 0 && (unread >= rest || (rest - unread) / (double) rest < share));
    int code = exit(after, failOn);
    String what = "%s gap %s share %s".formatted(states, gap, share);
    boolean counts = wrong > 0 && failOn == Severity.MINOR;
    assertThat((code & 2) != 0).as(what).isEqualTo(counts);
    assertThat(hole && (code & 4) == 0).as(what).isFalse();
    // a waiver adds no bit
    assertThat(code & ~exit(before, failOn)).as(what).isZero();
    if (states.isEmpty()) {
      return;
    }
    Verdict expected =
        wrong > 0
            ? Verdict.DRIFT
            : hole
                ? Verdict.UNKNOWN
                : wrongWaived + unreadWaived > 0 ? Verdict.WAIVED : Verdict.PASS;
    assertThat(after.verdict()).as(what).isEqualTo(expected);
    assertThat(after.undecided().incomplete()).as(what).isEqualTo(wrong > 0 && hole);
    boolean decided = wrong + wrongWaived > 0 || (!hole && count(states, "r-", "rd", "rk") > 0);
    assertThat(after.isDecided()).as(what).isEqualTo(decided && expected != Verdict.UNKNOWN);
    // findings are open or waived, and none is lost
    assertThat(after.findings())
        .as(what)
        .hasSameSizeAs(states.stream().filter(s -> s.startsWith("w")).toList());
    assertThat(after.findings().stream().filter(Finding::isOpen).count()).as(what).isEqualTo(wrong);
    // a waiver of drift takes no hole away
    boolean accepts = unreadWaived > 0;
    assertThat((exit(before, failOn) & 4) != 0 && (code & 4) == 0 && !accepts).as(what).isFalse();
  }

  private static long count(List<String> states, String... wanted) {
    return states.stream().filter(List.of(wanted)::contains).count();
  }

  private static List<List<String>> combinations() {
    List<List<String>> all = new ArrayList<>(List.of(List.of()));
    List<List<String>> last = all;
    for (int rows = 1; rows <= 3; rows++) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> each : last) {
        for (String state : ROWS) {
          List<String> more = new ArrayList<>(each);
          more.add(state);
          longer.add(more);
        }
      }
      last = longer;
      all = new ArrayList<>(all);
      all.addAll(longer);
    }
    return all;
  }

  @Test
  void aWaiverHoldsThroughTheEndOfItsLastDayAndThenTheFindingIsBack() throws IOException {
    Check check = check("expect: { version: \">= 1\" }");
    CheckResult drift = judged(check, List.of("wd"), false);

    CheckResult last =
        new Waiving(waivers, Instant.parse("2026-12-01T23:59:59Z")).apply(drift, check, true);
    CheckResult next =
        new Waiving(waivers, Instant.parse("2026-12-02T00:00:00Z")).apply(drift, check, true);

    assertThat(last.verdict()).isEqualTo(Verdict.WAIVED);
    assertThat(last.findings().getFirst().site().waiver().orElseThrow().daysLeft()).isZero();
    assertThat(next.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(next.findings().getFirst().site().waiver()).isEmpty();
    assertThat(next.findings().getFirst().site().ended().orElseThrow().daysLeft()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "unsupported, unknown, true, WAIVED",
    "unsupported, drift, true, UNKNOWN",
    "unsupported, unknown, false, UNKNOWN",
    "not-asked, unknown, true, UNKNOWN",
    "no-runner, unknown, true, UNKNOWN",
    "gap, unknown, true, UNKNOWN",
    "applies-to, unknown, true, UNKNOWN",
  })
  void aWholeAnswerIsAcceptedOnlyWhereTheHostWasAsked(
      String code, String accepts, boolean reached, Verdict verdict) throws IOException {
    PolicySet set =
        read(
            "expect: { version: \">= 1\" }",
            "waivers:\n  - { check: c, hosts: h, accepts: %s, until: 2027-01-31, reason: r }\n"
                .formatted(accepts));
    Check check = set.drafts().getFirst().checks().getFirst();
    CheckResult unknown = Judge.unknown(check, "h", new Explanation(code, "why"));

    CheckResult result = new Waiving(placed(set), NOON).apply(unknown, check, reached);

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(exit(result, Severity.MINOR)).isEqualTo(4);
    assertThat(Reason.UNSUPPORTED.word()).isEqualTo("unsupported");
  }

  @Test
  void aCellThatWasNotReadMatchesNothing() throws IOException {
    PolicySet set =
        read(
            "expect: { name: { not: d0 } }",
            "waivers:\n  - { check: c, hosts: h, where: { version: \"> 0\" }, until: 2027-01-31, reason: r }\n");
    Check check = set.drafts().getFirst().checks().getFirst();

    CheckResult result =
        new Waiving(placed(set), NOON).apply(judged(check, List.of("ud"), false), check, true);

    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
  }

  @Test
  void aFindingWithoutARowHasAtMostACount() throws IOException {
    for (Map.Entry<String, Verdict> each :
        Map.of("count: 2", Verdict.WAIVED, "count: 3", Verdict.DRIFT, "name: n0", Verdict.DRIFT)
            .entrySet()) {
      PolicySet set =
          read(
              "expect_count: 1",
              "waivers:\n  - { check: c, hosts: h, where: { %s }, until: 2027-01-31, reason: r }\n"
                  .formatted(each.getKey()));
      Check check = set.drafts().getFirst().checks().getFirst();

      CheckResult result =
          new Waiving(placed(set), NOON)
              .apply(judged(check, List.of("r-", "r-"), false), check, true);

      assertThat(result.verdict()).as(each.getKey()).isEqualTo(each.getValue());
    }
  }

  @Test
  void ofTwoThatMatchTheLaterEndIsShownAndBothAreUsed() throws IOException {
    PolicySet set =
        read(
            "expect: { version: \">= 1\" }",
            """
            waivers:
              - { check: c, hosts: h, where: { name: d0 }, until: 2027-01-31, reason: first }
              - { check: c, hosts: h, until: 2026-12-31, reason: second }
            """);
    Check check = set.drafts().getFirst().checks().getFirst();
    Waiving waiving = new Waiving(placed(set), NOON);

    CheckResult result = waiving.apply(judged(check, List.of("wd"), false), check, true);

    assertThat(result.findings().getFirst().site().waiver().orElseThrow().reason())
        .isEqualTo("first");
    assertThat(waiving.states(List.of(result), Set.of("h")))
        .allSatisfy(state -> assertThat(state.used()).isEqualTo(1));
  }
}
