package dev.driftline.cli.gate;

import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.ExitCodes;
import dev.driftline.cli.command.Progress;
import dev.driftline.cli.command.ReportFiles;
import dev.driftline.cli.command.ReportOptions;
import dev.driftline.cli.command.RunInputs;
import dev.driftline.cli.command.Wiring;
import dev.driftline.cli.facts.FromOption;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.option.SettingsOption;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.SignalHook;
import dev.driftline.cli.process.Version;
import dev.driftline.cli.waivers.WaiverWarnings;
import dev.driftline.collect.AnswerSource;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.Plan;
import dev.driftline.gate.plan.PlannedHosts;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.HostResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.host.Host;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckRun;
import dev.driftline.run.LiveAnswers;
import dev.driftline.run.gate.GateRun;
import dev.driftline.run.gate.GateScope;
import dev.driftline.run.gate.KnownTables;
import dev.driftline.run.gate.SecondWave;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `driftline gate`: would this upgrade be safe? Judges as if it were done, and asks the servers' clients, too.
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "Judge as if an upgrade were done: ask its hosts, then the clients that are connected to them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:something was decided, and nothing gets worse",
      " 1:did not run to its end: usage, a bad file, nothing selected, a report not written",
      " 2:something gets worse, at or above --fail-on",
      " 4:could not tell: a client was not asked, a host not reached, nothing assumed",
      " 6:both 2 and 4",
      " 130, 143, 129:ended by SIGINT, SIGTERM, SIGHUP; what was gathered is reported"
    })
public final class GateCommand implements Callable<Integer> {

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private SettingsOption settings = new SettingsOption();
  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private PlanOptions plans = new PlanOptions();
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private FromOption from = new FromOption();
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "The least severity of what gets worse that makes the exit code 2: critical (broken and garbled), major"
              + " (and usual risks), minor (default), info.")
  private Severity failOn = Severity.MINOR;

  @Option(
      names = "--exit-codes",
      paramLabel = "CONVENTION",
      description =
          "Which exit codes are used: puppet (default), simple (0 clean, 1 anything else) or nagios (0, 1, 2, 3).")
  private ExitCodes exitCodes = ExitCodes.PUPPET;

  @Mixin private ReportOptions reports = new ReportOptions();

  public GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    PolicySet set = PolicySet.read(policies.sources(), Catalog.tables(), problems);
    set.requireWaivers(policies.waivers(), problems);
    Plan plan = plans.read(new KnownTables(set.knowledge())::conditions, problems);
    List<Host> selected = List.of();
    PlannedHosts planned = PlannedHosts.of(plan, inventory::match, problems);
    if (!problems.hasErrors()) {
      selected = inventory.toAsk(pattern(planned), connection.logins(), problems);
    }
    BadFiles.checkForRun(problems, console);
    Problems ofHosts = new Problems();
    Assignment all =
        Assignment.evenIfEmpty(inventory, selected, set, policies.selection(), ofHosts);
    WaiverWarnings.beforeRun(set, !policies.areNamed(), ofHosts);
    BadFiles.checkForRun(ofHosts, console);
    try (ReportFiles files =
        ReportFiles.open(reports.outputs(), inputs(inventory, set, selected))) {
      return run(inventory, set, planned, all, files);
    } catch (RefusedSecondWave e) {
      throw e.bad;
    }
  }

  /// The hosts of the first wave: those that were typed, or those that the plan names.
  private String pattern(PlannedHosts planned) {
    return isTyped() ? hosts.pattern() : String.join(",", planned.hosts());
  }

  private boolean isTyped() {
    return spec != null && spec.commandLine().getParseResult().hasMatchedPositional(0);
  }

  private String shownPattern(Plan plan) {
    Set<String> patterns = new LinkedHashSet<>();
    plan.assumptions().stream()
        .map(Assumption::hosts)
        .forEach(pattern -> patterns.add(pattern.text()));
    return isTyped() ? hosts.pattern() : String.join(", ", patterns);
  }

  private RunInputs inputs(Inventory inventory, PolicySet set, List<Host> selected)
      throws IOException {
    if (reports.outputs().isEmpty()) {
      return new RunInputs(Set.of());
    }
    RunInputs inputs = RunInputs.of(inventory, set, selected, connection).with(settings.file());
    for (Path file : plans.files()) {
      inputs = inputs.with(Optional.of(file));
    }
    return inputs;
  }

  private int run(
      Inventory inventory, PolicySet set, PlannedHosts planned, Assignment all, ReportFiles files)
      throws IOException, BadFiles {
    GateScope scope = GateScope.of(planned, set.knowledge());
    Assignment first = scope.changeable(all);
    if (from.file().isPresent()) {
      return FromOption.reading(
          from.file().get(),
          () -> {
            AnswerSource stored =
                from.answers(first.hosts().size(), first.results(), connection.deadline(), console);
            return run(scope, first, stored, names -> found(inventory, set, names), files);
          });
    }
    try (WaveTransport way =
        new WaveTransport(Wiring.transport(connection, first.hosts(), console))) {
      AnswerSource live =
          new LiveAnswers(way, Wiring.limits(connection, most(first), first.results(), console));
      SecondWave second =
          names -> {
            Assignment found = found(inventory, set, names);
            way.next(Wiring.transport(connection, found.hosts(), console));
            return found;
          };
      return run(scope, first, live, second, files);
    }
  }

  private int run(
      GateScope scope, Assignment first, AnswerSource answers, SecondWave second, ReportFiles files)
      throws IOException {
    RunReport report;
    OptionalInt signal;
    try (Shown shown = new Shown(console, first.hosts())) {
      GateRun run =
          new GateRun(
              scope,
              first,
              answers,
              names -> shown.next(second.of(names)),
              new KnownTables(scope.knowledge()),
              failOn,
              description(scope.planned().plan()));
      SignalHook signals = SignalHook.of(run::cancel);
      report = run.run(shown::done);
      signal = signals.over();
    }
    boolean written =
        reports.write(
            signal.isPresent() ? report.endedWith(signal.getAsInt()) : report, files, console);
    return written ? exitCodes.of(report, failOn) : exitCodes.notRun();
  }

  /// How many hosts may be asked: any host of the inventory may turn out to be a client.
  private static int most(Assignment first) {
    return Math.max(first.hosts().size(), first.locations().size());
  }

  /// The hosts of the second wave, with the checks that cover them.
  private Assignment found(Inventory inventory, PolicySet set, Set<String> names)
      throws RefusedSecondWave {
    Problems problems = new Problems();
    List<Host> found = inventory.toAsk(String.join(",", names), connection.logins(), problems);
    Assignment second =
        Assignment.evenIfEmpty(inventory, found, set, policies.selection(), problems);
    if (problems.hasErrors()) {
      throw new RefusedSecondWave(new BadFiles(problems));
    }
    return second;
  }

  private CheckRun.Description description(Plan plan) {
    return new CheckRun.Description(
        Version.text(),
        shownPattern(plan),
        hosts.sources().stream().map(Path::toString).toList(),
        policies.named().stream().map(Path::toString).toList(),
        settings.file().map(Path::toString));
  }

  /// The policies or the inventory have a mistake for a host of the second wave.
  private static final class RefusedSecondWave extends IOException {
    private final transient BadFiles bad;

    RefusedSecondWave(BadFiles bad) {
      super(bad.getMessage(), bad);
      this.bad = bad;
    }
  }

  /// The progress of one wave after the other.
  private static final class Shown implements AutoCloseable {
    private final Console console;
    private Progress last;

    Shown(Console console, List<Host> first) {
      this.console = console;
      this.last = Progress.of(console, first);
    }

    Assignment next(Assignment second) {
      last.close();
      last = Progress.of(console, second.hosts());
      return second;
    }

    void done(HostResult host) {
      last.done(host);
    }

    @Override
    public void close() {
      last.close();
    }
  }
}
