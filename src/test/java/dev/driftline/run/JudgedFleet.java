package dev.driftline.run;

import dev.driftline.collect.Workers;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What judging costs, and what is kept of it, when hosts, checks and rows become more. Prints one line:
///
/// ```
/// java -cp … dev.driftline.run.JudgedFleet HOSTS CHECKS ROWS WHERE FINDINGS
/// ```
///
/// WHERE is how the checks select packages by name; the first FINDINGS checks find one old package on every host.
/// One process a line: what the compiler has learned is part of the cost.
public final class JudgedFleet {

  private static final String POLICY = "policy: many\nhosts: all\nchecks:\n";

  private final int rows;
  private final int findings;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Check> checks;
  private final Columns columns =
      Objects.requireNonNull(Catalog.tables().get("packages")).columns();

  private JudgedFleet(int hosts, int checks, int rows, String where, int findings)
      throws IOException {
    this.rows = rows;
    this.findings = findings;
    for (int number = 0; number < hosts; number++) {
      this.hosts.add(host("host" + number, "127.10.%d.%d".formatted(number >> 8, number & 0xff)));
    }
    this.checks = checks(checks, where);
  }

  public static void main(String[] arguments) throws IOException {
    int hosts = Integer.parseInt(arguments[0]);
    int checks = Integer.parseInt(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    new JudgedFleet(hosts, checks, rows, arguments[3], Integer.parseInt(arguments[4])).print();
  }

  private void print() {
    Map<String, List<Check>> ofHosts = new HashMap<>();
    hosts.forEach(host -> ofHosts.put(host.name(), checks));
    FleetJudge judging =
        new FleetJudge(new Assignment(hosts, ofHosts, List.of()), _ -> Map.of(), List::of);
    KeptMemory paid = new KeptMemory(new SharedMemory(Budget.BYTES));
    long before = live();
    long judged = 0;
    for (Host host : hosts) {
      HostAnswers answers = answers(host);
      long begun = cpu();
      judging.take(judging.judge(answers, Budget.whole(), paid));
      judged += cpu() - begun;
    }
    long kept = live() - before;
    long begun = cpu();
    List<CheckResult> results =
        judging.results(new Workers(1, Budget.BYTES, Optional::empty), paid);
    judged += cpu() - begun;
    System.out.printf(
        "%d results, %d findings, %.2f s, %.2f KiB a host%n",
        results.size(),
        results.stream().mapToInt(result -> result.findings().size()).sum(),
        judged / 1e9,
        kept / 1024.0 / hosts.size());
  }

  /// What a host says, in objects of its own as if it had just been read.
  private HostAnswers answers(Host host) {
    List<Row> all = new ArrayList<>();
    for (int number = 0; number < rows; number++) {
      all.add(
          Row.of(
              columns,
              Map.of(
                  "name", Cell.text("package" + number),
                  "version", Cell.text("2.36-9+deb12u" + number),
                  "manager", Cell.text("dpkg"))));
    }
    return new HostAnswers(
        host,
        new Outcome.Answered(),
        Map.of(
            new Question("packages"), new Answer.Observed(all, Optional.empty(), Optional.empty())),
        Optional.empty(),
        Duration.ofSeconds(1));
  }

  private static Host host(String name, String address) {
    return new Host(
        name,
        new Connection(
            Connection.Method.SSH,
            address,
            22,
            new Login("root", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  private List<Check> checks(int number, String where) throws IOException {
    StringBuilder text = new StringBuilder(POLICY);
    for (int check = 0; check < number; check++) {
      String least = check < findings ? "2.36-9+deb12u1" : "2.30-" + check;
      text.append("  - id: check%d\n    probe: packages\n".formatted(check))
          .append("    where: { name: \"%s\" }\n".formatted(where))
          .append("    expect: { version: \">= %s\" }\n".formatted(least));
    }
    Path file = Files.createTempFile("driftline-bench-", ".yaml");
    try {
      Files.writeString(file, text);
      Problems problems = new Problems();
      PolicySet set = PolicySet.read(List.of(file), Catalog.tables(), problems);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(problems.sorted().toString());
      }
      return set.drafts().getFirst().checks();
    } finally {
      Files.delete(file);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// Bytes of objects that are still reachable.
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
