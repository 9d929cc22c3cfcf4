package dev.driftline.run;

import dev.driftline.collect.Workers;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A fleet with packages, judged by one check with `expect_same`.
final class SameFleet {

  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> unasked = new ArrayList<>();
  private final Check check;
  private SharedMemory memory = new SharedMemory(Budget.BYTES);

  /// @param keys of the check, beside its id and probe: `where: { name: openssl }`
  SameFleet(Path folder, String... keys) throws IOException {
    this("packages", folder, keys);
  }

  private SameFleet(String probe, Path folder, String... keys) throws IOException {
    StringBuilder text =
        new StringBuilder("policy: site\nchecks:\n  - id: same\n    probe: " + probe + "\n");
    for (String key : keys) {
      text.append("    ").append(key).append('\n');
    }
    Problems problems = new Problems();
    PolicySet set =
        PolicySet.read(
            List.of(Files.writeString(folder.resolve("p.yaml"), text)), Catalog.tables(), problems);
    if (problems.hasErrors()) {
      throw new IllegalStateException(problems.sorted().toString());
    }
    check = set.drafts().getFirst().checks().getFirst();
  }

  /// The same with the probe `host`.
  static SameFleet ofHosts(Path folder, String... keys) throws IOException {
    return new SameFleet("host", folder, keys);
  }

  static Row host(String hostname, String version) {
    return Row.of(
        Objects.requireNonNull(Catalog.tables().get("host")).columns(),
        Map.of("hostname", Cell.text(hostname), "os_version", Cell.text(version)));
  }

  SameFleet answered(String host, Row... rows) {
    return answer(host, new Answer.Observed(List.of(rows), Optional.empty(), Optional.empty()));
  }

  SameFleet lost(String host) {
    return answer(host, new Answer.Unknown(Reason.TIMEOUT, "no answer within 60 s", ""));
  }

  SameFleet answer(String host, Answer answer) {
    answers.put(host, answer);
    return this;
  }

  SameFleet unasked(String... hosts) {
    unasked.addAll(List.of(hosts));
    return this;
  }

  SameFleet withMemory(long bytes) {
    memory = new SharedMemory(bytes);
    return this;
  }

  static Row row(String name, String version) {
    return row(Map.of("name", Cell.text(name), "version", Cell.text(version)));
  }

  static Row row(Map<String, Cell> cells) {
    Map<String, Cell> all =
        new HashMap<>(Map.of("manager", Cell.text("dpkg"), "architecture", Cell.text("amd64")));
    all.putAll(cells);
    return Row.of(Objects.requireNonNull(Catalog.tables().get("packages")).columns(), all);
  }

  Map<String, CheckResult> judged() {
    List<Host> hosts = answers.keySet().stream().map(SameFleet::host).toList();
    Map<String, List<Check>> checks = new HashMap<>();
    hosts.forEach(host -> checks.put(host.name(), List.of(check)));
    List<String> peers = new ArrayList<>(answers.keySet());
    peers.addAll(unasked);
    Assignment assignment =
        new Assignment(
            hosts, checks, Map.of("same", new Assignment.Peers("web", peers)), List.of());
    FleetJudge judging = new FleetJudge(assignment, _ -> Map.of(), List::of);
    KeptMemory kept = new KeptMemory(memory);
    for (Host host : hosts) {
      judging.take(judging.judge(answers(host), Budget.whole(), kept));
    }
    Map<String, CheckResult> results = new LinkedHashMap<>();
    judging
        .results(new Workers(1, Budget.BYTES, Optional::empty), kept)
        .forEach(result -> results.put(result.host(), result));
    return results;
  }

  private HostAnswers answers(Host host) {
    Question question =
        check.subject() instanceof Check.Subject.Rows(Question asked)
            ? asked
            : new Question("packages");
    return new HostAnswers(
        host,
        new Outcome.Answered(),
        Map.of(question, Objects.requireNonNull(answers.get(host.name()))),
        Optional.empty(),
        Duration.ZERO);
  }

  private static Host host(String name) {
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH,
            name,
            22,
            new Login("root", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }
}
