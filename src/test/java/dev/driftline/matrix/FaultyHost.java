package dev.driftline.matrix;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.RunReport;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.run.Catalog;
import dev.driftline.system.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// One namespace host with daemons that have findings, whose tools can be made to fail: `src/test/matrix/host.sh`.
///
/// It is asked one thing after the other: a fault lasts until the next one.
final class FaultyHost {

  private static final Path SCRIPTS = Path.of("src/test/matrix");

  /// A tool that hangs is waited for as long as this.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration USUAL = Duration.ofSeconds(60);

  private final Fleet fleet;
  private final String name;
  private final List<String> account;
  private final Checks checks;

  /// @param account the words before the shell, such as those that change the account; may be empty
  private FaultyHost(Fleet fleet, String name, List<String> account, Checks checks) {
    this.fleet = fleet;
    this.name = name;
    this.account = account;
    this.checks = checks;
  }

  /// Starts the daemons of the host, and makes its tools exchangeable.
  static FaultyHost prepared(Fleet fleet, String name) throws IOException, InterruptedException {
    fleet.inside(name, "mkdir -p /run/matrix");
    for (String script : List.of("host.sh", "tool.sh", "shell.sh")) {
      fleet.put(name, "/run/matrix/" + script, Files.readString(SCRIPTS.resolve(script)));
    }
    fleet.inside(name, "chmod 755 /run/matrix/*.sh; exec /run/matrix/host.sh");
    return new FaultyHost(fleet, name, List.of(), Checks.shipped());
  }

  /// The same host, whose shell is started by these words: another account, another environment.
  FaultyHost by(String... words) {
    return new FaultyHost(fleet, name, List.of(words), checks);
  }

  /// The same host, asked by an ordinary user.
  FaultyHost asOrdinaryUser() {
    return by("setpriv", "--reuid=65533", "--regid=65533", "--clear-groups");
  }

  /// Runs a shell command as root inside the host; it must succeed.
  void inside(String command) throws IOException, InterruptedException {
    fleet.inside(name, command);
  }

  /// What the shipped checks say while the host has the fault.
  RunReport check(ToolFault fault) throws IOException {
    return checks.run(shell(fault));
  }

  /// What the host answers while it has the fault.
  Answer ask(ToolFault fault, Question question) throws IOException {
    return Objects.requireNonNull(
        shell(fault).ask(List.of(question), Catalog.probes()).get(question));
  }

  /// How many times each tool was called since the last fault [ToolFault#COUNTED].
  Map<String, Integer> calls() throws IOException, InterruptedException {
    Map<String, Integer> calls = new TreeMap<>();
    fleet
        .inside(name, "/run/matrix/root/usr/bin/cat /run/matrix/calls")
        .lines()
        .forEach(tool -> calls.merge(tool, 1, Integer::sum));
    return calls;
  }

  private LocalRun shell(ToolFault fault) throws IOException {
    List<String> words = new ArrayList<>(fleet.entering(name));
    words.addAll(List.of("/run/matrix/shell.sh", fault.tool(), fault.fault()));
    words.add(Integer.toString(fault.call()));
    words.addAll(account);
    return new LocalRun(words, fault.hangs() ? PATIENCE : USUAL);
  }
}
