package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.collect.Workers;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetJudgeTest {

  private static final Workers WORKERS = new Workers(1, Budget.BYTES, Optional::empty);
  private static final KeptMemory KEPT = new KeptMemory(new SharedMemory(Budget.BYTES));

  private static final String POLICY =
      """
      policy: p
      checks:
        - id: c
          probe: fds
          where: { fd: 2 }
          expect_none: { peer_host: db1 }
      """;

  @TempDir private Path folder;

  private final List<HostAnswers> answers = new ArrayList<>();
  private Function<Set<String>, Map<String, List<String>>> resolver = _ -> Map.of();

  @Test
  void aPeerIsNamedByTheConnectionThatWasVerified() throws IOException {
    app1Connected();
    answered("db1", "", Optional.of("192.0.2.1"));
    CheckResult result =
        result(location("app1", "app1.example.org"), location("db1", "db1.example.org"));
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.findings().getFirst().row().orElseThrow().text("peer_host")).contains("db1");
  }

  @Test
  void aPeerIsNamedThoughItsHostWasNotAsked() throws IOException {
    app1Connected();
    assertThat(result(location("app1", "app1.example.org"), location("db1", "192.0.2.1")).verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  @Test
  void aPeerIsNotNamedByWhatAHostSaysOfItself() throws IOException {
    app1Connected();
    answered("db1", "10.0.0.9,192.0.2.1", Optional.of("10.0.0.9"));
    assertUnknown(
        result(location("app1", "10.0.0.7"), location("db1", "10.0.0.9")),
        "peer_host could not be read: db1 says that it has 192.0.2.1, which is no proof: give it the variable"
            + " driftline_addresses if it is so");
  }

  @Test
  void aConnectionIsNotSaidToGoElsewhereWhateverHostsSay() throws IOException {
    app1Connected();
    answered("db1", "10.0.0.9", Optional.of("10.0.0.9"));
    assertUnknown(
        result(location("app1", "10.0.0.7"), location("db1", "10.0.0.9")),
        "peer_host could not be read: 192.0.2.1 is no address of a host of the inventory");
  }

  @Test
  void whatCouldNotBeNamedInTimeIsUnknown() throws IOException {
    app1Connected();
    LimitReached over = new LimitReached(Reason.TIMEOUT, "the run was over");
    Budget ended = Budget.of(Budget.BYTES, () -> Optional.of(over));
    assertThatThrownBy(() -> ended.steps(1_000_000)).isSameAs(over);
    assertUnknown(
        result(ended, location("app1", "10.0.0.7"), location("db1", "192.0.2.1")),
        "timeout: the run was over");
  }

  @Test
  void aFaultWhenPeersAreNamedIsOneHostsAndNotTheRuns() throws IOException {
    app1Connected();
    resolver =
        _ -> {
          throw new IllegalStateException("no names today");
        };
    assertUnknown(
        result(location("app1", "app1.example.org")),
        "internal: a fault in driftline: java.lang.IllegalStateException: no names today");
  }

  private static void assertUnknown(CheckResult result, String why) {
    assertThat(result.reason().orElse("")).endsWith(why);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private void app1Connected() {
    Answer descriptors =
        observed("fds", Map.of("fd", Cell.integer(2), "peer", Cell.text("192.0.2.1:3306")));
    answers.add(
        new HostAnswers(
            host("app1"),
            new Outcome.Answered(),
            Map.of(new Question("fds", Map.of("descriptors", "2")), descriptors),
            Optional.empty(),
            Duration.ZERO));
  }

  private void answered(String host, String addresses, Optional<String> verified) {
    Answer description = observed("host", Map.of("addresses", Cell.text(addresses)));
    answers.add(
        new HostAnswers(
            host(host),
            new Outcome.Answered(),
            Map.of(new Question("host"), description),
            Optional.empty(),
            Duration.ZERO,
            verified));
  }

  private static HostLocation location(String host, String address) {
    return new HostLocation(host, Connection.Method.SSH, address, "", List.of());
  }

  private CheckResult result(HostLocation... locations) throws IOException {
    return result(Budget.whole(), locations);
  }

  private CheckResult result(Budget budget, HostLocation... locations) throws IOException {
    List<Host> hosts = answers.stream().map(HostAnswers::host).toList();
    FleetJudge judging =
        new FleetJudge(
            new Assignment(hosts, Map.of("app1", checks()), List.of(locations)),
            resolver,
            List::of);
    answers.forEach(each -> judging.take(judging.judge(each, budget, KEPT)));
    return judging.results(WORKERS, KEPT).getFirst();
  }

  private static Answer observed(String probe, Map<String, Cell> cells) {
    Row row = Row.of(Objects.requireNonNull(Catalog.tables().get(probe)).columns(), cells);
    return new Answer.Observed(List.of(row), Optional.empty(), Optional.empty());
  }

  private List<Check> checks() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), POLICY);
    return PolicySet.read(List.of(file), Catalog.tables(), new Problems())
        .drafts()
        .getFirst()
        .checks();
  }

  private static Host host(String name) {
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH,
            name + ".example.org",
            22,
            new Login("root", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }
}
