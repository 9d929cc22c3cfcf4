package dev.driftline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingTest {

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

  @Test
  void aConnectionIsNotSaidToGoElsewhereWhileAHostsAddressesAreNotKnown() throws IOException {
    assertThat(result(List.of("app1", "db1"), "192.0.2.9", Optional.empty()).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(result(List.of("app1"), "", Optional.empty()).verdict()).isEqualTo(Verdict.PASS);
    assertThat(result(List.of("app1", "db1"), "192.0.2.1", Optional.empty()).verdict())
        .isEqualTo(Verdict.DRIFT);
    for (CheckResult unknown :
        List.of(
            result(List.of("app1", "db1"), "", Optional.empty()),
            result(List.of("app1"), "", Optional.of("db1")))) {
      assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(unknown.reason().orElseThrow()).contains("db1 did not say which addresses");
    }
  }

  /// The result of app1, which is connected to 192.0.2.1; db1 says that it has these addresses, or nothing.
  private CheckResult result(List<String> names, String addresses, Optional<String> notAsked)
      throws IOException {
    List<Host> hosts = names.stream().map(JudgingTest::host).toList();
    Judging judging = new Judging(new Assignment(hosts, Map.of("app1", checks()), notAsked));
    for (Host host : hosts) {
      boolean server = host.name().equals("db1");
      Answer descriptors =
          observed("fds", Map.of("fd", Cell.integer(2), "peer", Cell.text("192.0.2.1:3306")));
      Answer description =
          observed("host", Map.of("addresses", Cell.text(server ? addresses : "192.0.2.7")));
      boolean silent = server && addresses.isEmpty();
      HostAnswers answers =
          new HostAnswers(
              host,
              new Outcome.Answered(),
              silent
                  ? Map.of()
                  : Map.of(
                      new Question("host"), description,
                      new Question("fds", Map.of("descriptors", "2")), descriptors),
              Optional.empty(),
              Duration.ZERO);
      judging.take(judging.judge(answers, Budget.whole()));
    }
    return judging.results().getFirst();
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
