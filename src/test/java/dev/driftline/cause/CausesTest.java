package dev.driftline.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Cause;
import dev.driftline.model.Cause.Kind;
import dev.driftline.model.CheckInfo;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.HostResult;
import dev.driftline.model.Message;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CausesTest {

  private static final CheckInfo OPENSSL =
      new CheckInfo("packages", "openssl", "t", Severity.MAJOR, "", "");
  private static final CheckInfo CLOCK =
      new CheckInfo("time", "clock", "t", Severity.CRITICAL, "", "");

  @Test
  void oneFaultOfManyHostsIsOneCause() {
    List<Cause> causes =
        Causes.of(
                report(
                    hosts("web1", "web2", "db1"),
                    version("web1", "1.1.1n"),
                    version("web2", "1.1.1k-2"),
                    version("db1", "1.1.1n")))
            .causes();
    assertThat(causes).hasSize(1);
    assertThat(causes.getFirst().message()).isEqualTo("version is {number}, expected >= 3");
    assertThat(causes.getFirst().hosts()).containsExactly("web1", "web2", "db1");
    assertThat(causes.getFirst().findings()).isEqualTo(3);
    assertThat(causes.getFirst().check()).contains(OPENSSL);
    assertThat(causes.getFirst().kind()).isEqualTo(Kind.DRIFT);
  }

  @Test
  void whatIsTheSameOnAllHostsIsShown() {
    assertThat(messages(version("web1", "1.1.1n"), version("web2", "1.1.1n")))
        .containsExactly("version is 1.1.1n, expected >= 3");
  }

  @Test
  void theOwnNameAndAddressAreTakenOut() {
    assertThat(
            messages(
                found(CLOCK, "web1", Message.of("said %s", "web1 (10.0.0.1) is late")),
                found(CLOCK, "web2", Message.of("said %s", "web2 (10.0.0.2) is late"))))
        .containsExactly("said {host} ({address}) is late");
  }

  @Test
  void otherWordsAndOtherChecksAreOtherCauses() {
    assertThat(
            messages(
                found(CLOCK, "web1", Message.of("kind is %s", "tcp")),
                found(CLOCK, "web2", Message.of("kind is %s", "pipe")),
                found(OPENSSL, "web1", Message.of("kind is %s", "tcp"))))
        .containsExactly("kind is tcp", "kind is pipe", "kind is tcp");
  }

  /// The text is the same, and one of the hosts chose all of it.
  @Test
  void aHostCannotJoinACauseByWhatItSays() {
    assertThat(
            messages(
                found(CLOCK, "web1", Message.of("count is %s, expected 2", 3)),
                found(CLOCK, "web2", Message.value("count is 3, expected 2"))))
        .hasSize(2);
  }

  @Test
  void theHostThatAllAreConnectedToIsNoCauseOfItsOwn() {
    RunReport report =
        Causes.of(
            report(
                hosts("db1", "web1", "web2"),
                found(CLOCK, "db1", Message.of("talks to %s", "db1:3306")),
                found(CLOCK, "web1", Message.of("talks to %s", "db1:3306")),
                found(CLOCK, "web2", Message.of("talks to %s", "db1:3306"))));
    assertThat(report.causes()).hasSize(1);
    assertThat(report.causes().getFirst().message()).isEqualTo("talks to db1:3306");
    assertThat(report.causes().getFirst().hosts()).containsExactly("db1", "web1", "web2");
    assertThat(report.causes().getFirst().findings()).isEqualTo(3);
    assertThat(report.results())
        .allMatch(
            result -> result.findings().getFirst().cause().equals(report.causes().getFirst().id()));
  }

  /// Host text that is read by a pattern once took seconds for each finding.
  @Test
  void thousandsOfColonsCostNothing() {
    Message colons = Message.of("said %s", "a" + ":".repeat(20_000) + "1");
    assertThat(messages(found(CLOCK, "web1", colons))).containsExactly(colons.text());
  }

  @Test
  void theWorstComesFirst() {
    RunReport report =
        report(
            List.of(host("web1"), lost("web2", "web2: no answer within 10 s")),
            unread("web1", "kind could not be read: Permission denied"),
            version("web1", "1"),
            found(CLOCK, "web1", Message.words("late")));
    assertThat(Causes.of(report).causes())
        .extracting(Cause::kind)
        .containsExactly(Kind.DRIFT, Kind.DRIFT, Kind.UNREACHABLE, Kind.UNKNOWN);
    assertThat(Causes.of(report).causes().getFirst().message()).isEqualTo("late");
  }

  @Test
  void aResultOfAHostThatWasNotReachedHasTheCauseOfTheHost() {
    RunReport report =
        Causes.of(
            report(
                List.of(
                    lost("web1", "web1: no answer within 10 s"),
                    lost("db1", "db1: no answer within 9 s")),
                unknown("web1", "timeout", "not asked")));
    assertThat(report.causes()).hasSize(1);
    assertThat(report.causes().getFirst().message())
        .isEqualTo("{host}: no answer within {number} s");
    assertThat(report.results().getFirst().cause())
        .isEqualTo(report.causes().getFirst().id())
        .isEqualTo(report.hosts().getLast().cause());
  }

  @Test
  void aGapIsToldBesideTheRows() {
    CheckResult rows = unread("web1", "size could not be read");
    CheckResult gap =
        rows.with(
            Optional.of(new Explanation(Explanation.GAP, "the host hides processes")),
            rows.undecided());
    assertThat(messages(gap))
        .containsExactlyInAnyOrder("size could not be read", "the host hides processes");
  }

  /// The sums of a report: every finding, and every row that could not be judged, is in one cause, and its host is.
  @RepeatedTest(3)
  void everyFindingHasOneCause() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      RunReport report = Causes.of(random(random));
      assertSums(report, "-Ddriftline.seed=" + seed);
      assertThat(ids(report))
          .as("-Ddriftline.seed=%d: ids do not depend on the order of hosts", seed)
          .isEqualTo(ids(Causes.of(reversed(report))));
    }
  }

  private static void assertSums(RunReport report, String seed) {
    Map<String, Cause> causes =
        report.causes().stream().collect(Collectors.toMap(Cause::id, Function.identity()));
    Map<String, Set<String>> hosts =
        causes.keySet().stream()
            .collect(Collectors.toMap(Function.identity(), _ -> new LinkedHashSet<>()));
    for (HostResult host : report.hosts()) {
      if (host.outcome() instanceof Outcome.Unreachable) {
        named(hosts, host.cause()).add(host.host());
      } else {
        assertThat(host.cause()).as(seed).isEmpty();
      }
    }
    long things = 0;
    for (CheckResult result : report.results()) {
      for (String cause : causes(result).toList()) {
        things++;
        named(hosts, cause).add(result.host());
      }
      boolean open = result.verdict() == Verdict.UNKNOWN || result.undecided().incomplete();
      assertThat(result.cause().isEmpty()).as(seed).isEqualTo(!open);
      if (open && !named(causes, result.cause()).kind().equals(Kind.UNREACHABLE)) {
        named(hosts, result.cause()).add(result.host());
      }
    }
    assertThat(report.causes().stream().mapToInt(Cause::findings).sum()).as(seed).isEqualTo(things);
    causes.forEach((id, cause) ->
        assertThat(cause.hosts()).as(seed).containsExactlyInAnyOrderElementsOf(named(hosts, id)));
  }

  private static <T> T named(Map<String, T> all, String cause) {
    return Objects.requireNonNull(all.get(cause));
  }

  private static Stream<String> causes(CheckResult result) {
    return Stream.concat(
        result.findings().stream().map(Finding::cause),
        result.undecided().rows().stream().map(Undecided.Entry::cause));
  }

  private static Set<String> ids(RunReport report) {
    return report.causes().stream().map(Cause::id).collect(Collectors.toSet());
  }

  private static RunReport reversed(RunReport report) {
    return new RunReport(
        report.run(), report.hosts().reversed(), report.results().reversed(), List.of());
  }

  private static RunReport random(Random random) {
    List<HostResult> hosts = new ArrayList<>();
    List<CheckResult> results = new ArrayList<>();
    for (int number = 1; number <= 1 + random.nextInt(8); number++) {
      String name = "web" + number;
      hosts.add(
          random.nextInt(4) == 0
              ? lost(name, name + ": no answer within %d s".formatted(random.nextInt(3)))
              : host(name));
      switch (random.nextInt(5)) {
        case 0 -> results.add(version(name, "1." + random.nextInt(3)));
        case 1 -> results.add(found(CLOCK, name, Message.of("said %s", words(random))));
        case 2 -> results.add(unread(name, words(random)));
        case 3 -> results.add(unknown(name, "timeout", words(random)));
        default ->
            results.add(new CheckResult(CLOCK, name, Verdict.PASS, 1, Optional.empty(), List.of()));
      }
    }
    return report(hosts, results.toArray(CheckResult[]::new));
  }

  private static String words(Random random) {
    List<String> words =
        new ArrayList<>(List.of("web1", "/a/b", "12", "no", "10.0.0.2:22", "{host}"));
    Collections.shuffle(words, random);
    return String.join(" ", words.subList(0, 1 + random.nextInt(3)));
  }

  private static List<String> messages(CheckResult... results) {
    return Causes.of(report(hosts("web1", "web2"), results)).causes().stream()
        .map(Cause::message)
        .toList();
  }

  private static List<HostResult> hosts(String... names) {
    return Stream.of(names).map(CausesTest::host).toList();
  }

  private static HostResult host(String name) {
    return new HostResult(
        name,
        "10.0.0." + name.replaceAll("[^0-9]", ""),
        new Outcome.Answered(),
        Duration.ZERO,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static HostResult lost(String name, String detail) {
    HostResult host = host(name);
    return new HostResult(
        name,
        host.address(),
        new Outcome.Unreachable(Reason.TIMEOUT, detail, "Look."),
        Duration.ZERO,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static CheckResult version(String host, String version) {
    return found(OPENSSL, host, Message.of("version is %s, expected >= 3", version));
  }

  private static CheckResult found(CheckInfo check, String host, Message message) {
    Finding finding =
        new Finding(
            "00", check.severity(), "openssl", "", message, List.of(), Optional.empty(), "");
    return new CheckResult(check, host, Verdict.DRIFT, 1, Optional.empty(), List.of(finding));
  }

  private static CheckResult unknown(String host, String code, String why) {
    return new CheckResult(CLOCK, host, Verdict.UNKNOWN, 0, Optional.of(""), List.of())
        .with(Optional.of(new Explanation(code, why)), Undecided.NONE);
  }

  private static CheckResult unread(String host, String why) {
    Undecided.Entry row =
        new Undecided.Entry("00", "named fd 2", Optional.empty(), why, Optional.empty());
    return unknown(host, Explanation.UNREAD, "1 of 2 rows could not be judged: " + why)
        .with(
            Optional.of(new Explanation(Explanation.UNREAD, "1 of 2 rows could not be judged")),
            new Undecided(false, List.of(row), 0));
  }

  private static RunReport report(List<HostResult> hosts, CheckResult... results) {
    return new RunReport(
        new RunReport.Run(
            "id", Instant.EPOCH, Duration.ZERO, "1", 6, "all", List.of(), List.of(), false),
        hosts,
        List.of(results),
        List.of());
  }
}
