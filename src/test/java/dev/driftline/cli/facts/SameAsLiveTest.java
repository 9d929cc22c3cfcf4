package dev.driftline.cli.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import dev.driftline.cli.command.Wiring;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Transport;
import dev.driftline.demo.DemoFleet;
import dev.driftline.facts.FactsFile;
import dev.driftline.facts.Header;
import dev.driftline.facts.StoredAnswers;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.CheckResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.host.Host;
import dev.driftline.pair.AddressBook;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.report.Format;
import dev.driftline.report.Style;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckRun;
import dev.driftline.run.CheckSelection;
import dev.driftline.run.LiveAnswers;
import dev.driftline.run.facts.Everything;
import dev.driftline.source.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Facts are judged as a live run judges, with real processes on the hosts of the demo: fd 2 is closed on one of them, and
/// a connection to another one on the second.
class SameAsLiveTest {

  private static final List<Path> POLICIES =
      List.of(
          Path.of("checks/stdio.yaml"),
          Path.of("checks/mysql.yaml"),
          Path.of("checks/packages.yaml"));

  @TempDir private static Path folder;

  private static DemoFleet fleet;
  private static Assignment assignment;
  private static Transport transport;

  @BeforeAll
  static void startTheFleet() throws Exception {
    fleet = DemoFleet.start();
    Problems problems = new Problems();
    Inventory inventory = InventoryOptions.of(fleet.inventoryFile()).read(problems);
    ConnectionOptions options = ConnectionOptions.trusting(fleet.knownHostsFile());
    List<Host> hosts = inventory.toAsk("all", options.logins(), problems);
    Path ports = policyOfThePair();
    List<Path> policies = new ArrayList<>(POLICIES);
    policies.add(ports);
    assignment =
        Assignment.of(
            inventory,
            hosts,
            PolicySet.read(policies, Catalog.tables(), problems),
            new CheckSelection(Set.of(), Set.of(), false),
            problems);
    assertThat(problems.sorted()).isEmpty();
    transport =
        Wiring.transport(
            options,
            hosts,
            new Console(
                new Output(new ByteArrayOutputStream()), new PrintWriter(new StringWriter())));
  }

  /// The demo's database listens on any port, so a check of its own names who is connected to whom.
  private static Path policyOfThePair() throws IOException {
    return Files.writeString(
        folder.resolve("peers.yaml"),
        """
        policy: peers
        title: Who is connected to whom
        hosts: all
        checks:
          - id: nobody-on-db1
            probe: fds
            where: { kind: tcp }
            expect_none: { peer_host: db1 }
            if_none: pass
            severity: major
        """);
  }

  @AfterAll
  static void stopTheFleet() throws Exception {
    transport.close();
    fleet.close();
  }

  private static CheckRun.Description description() {
    return new CheckRun.Description("0", "all", List.of(), List.of());
  }

  private static LiveAnswers live() {
    return new LiveAnswers(transport, Collector.Limits.DEFAULT);
  }

  private static RunReport judged(Path file) throws IOException {
    return new CheckRun(
            assignment,
            new StoredAnswers(
                file, Catalog.probes(), Portions.of(256L << 20, 2, 1), Optional.empty()),
            Severity.MINOR,
            description())
        .run(_ -> {});
  }

  @Test
  void theFactsOfALiveRunGiveItsReportApartFromTheTimesOfTheRun() throws IOException {
    Path file = folder.resolve("recorded.jsonl.gz");
    RunReport live;
    try (FactsFile facts = FactsFile.at(file)) {
      RecordedSource source = new RecordedSource(live(), facts);
      live = new CheckRun(assignment, source, Severity.MINOR, description()).run(_ -> {});
      facts.write(
          new Header(
              "0",
              Instant.EPOCH,
              "all",
              Everything.tables(),
              source.addresses(AddressBook.namesToResolve(assignment.locations())),
              source.here()),
          assignment.hosts().stream().map(Host::name).toList());
    }
    assertThat(live.results())
        .extracting(CheckResult::verdict)
        .contains(Verdict.DRIFT, Verdict.PASS);
    RunReport stored = judged(file);
    assertThat(stored.results()).isEqualTo(live.results());
    assertThat(stored.hosts()).isEqualTo(live.hosts());
    assertThat(json(stored)).isEqualTo(json(live));
    assertThat(stored.run().exit()).isEqualTo(live.run().exit());
  }

  /// Asked at another moment, and without the policies: the verdicts and the keys of the findings are the same.
  @Test
  void factsOfEverythingGiveTheVerdictsAndFindingsOfALiveRun() throws IOException {
    Path file = folder.resolve("everything.jsonl.gz");
    Started collected =
        Started.with(
            "collect",
            "-i",
            fleet.inventoryFile().toString(),
            "--known-hosts",
            fleet.knownHostsFile().toString(),
            "-o",
            file.toString());
    assertThat(collected.err()).contains("wrote the facts of");
    RunReport live = new CheckRun(assignment, live(), Severity.MINOR, description()).run(_ -> {});
    RunReport stored = judged(file);
    assertThat(verdicts(stored)).isEqualTo(verdicts(live));
    assertThat(findings(stored)).isEqualTo(findings(live)).isNotEmpty();
  }

  private static Map<String, Verdict> verdicts(RunReport report) {
    return report.results().stream()
        .collect(Collectors.toMap(r -> r.host() + " " + r.check().id(), CheckResult::verdict));
  }

  private static List<String> findings(RunReport report) {
    return report.results().stream()
        .flatMap(result -> result.findings().stream())
        .map(finding -> finding.key() + " " + finding.message().text())
        .sorted()
        .toList();
  }

  /// The report without what differs from run to run: its id, and when it began and how long it took.
  private static String json(RunReport report) throws IOException {
    StringWriter text = new StringWriter();
    Format.JSON.write(report, Style.PLAIN, text);
    return text.toString().replaceFirst("(?s)\"id\".*?\"version\"", "\"version\"");
  }
}
