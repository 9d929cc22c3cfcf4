package dev.driftline.cli.command;

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
import dev.driftline.collect.Transport;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.host.Host;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckRun;
import dev.driftline.run.LiveAnswers;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `driftline check`: asks the hosts, judges their answers, reports. The main job.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Ask hosts, judge their answers by policies, and report drift.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:all decided, clean",
      " 1:did not run to its end: usage, a bad file, nothing selected, a report not written",
      " 2:drift at or above --fail-on",
      " 4:could not tell: something unreachable or unknown",
      " 6:both 2 and 4",
      " 130, 143, 129:ended by SIGINT, SIGTERM, SIGHUP; what was gathered is reported"
    })
public final class CheckCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private SettingsOption settings = new SettingsOption();
  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private FromOption from = new FromOption();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "The least severity that makes the exit code 2: info, minor, major, critical (default: minor).")
  private Severity failOn = Severity.MINOR;

  @Option(
      names = "--exit-codes",
      paramLabel = "CONVENTION",
      description =
          "Which exit codes are used: puppet (default), simple (0 clean, 1 anything else) or nagios (0, 1, 2, 3).")
  private ExitCodes exitCodes = ExitCodes.PUPPET;

  @Mixin private ReportOptions reports = new ReportOptions();

  public CheckCommand(Console console) {
    this.console = console;
  }

  /// The same command for the hosts of the demo.
  static CheckCommand of(Console console, Path inventory, List<Path> policies, Path knownHosts) {
    CheckCommand command = new CheckCommand(console);
    command.hosts = InventoryOptions.of(inventory);
    command.policies = PolicyOptions.of(policies);
    command.connection = ConnectionOptions.trusting(knownHosts);
    return command;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    PolicySet set = PolicySet.read(policies.sources(), Catalog.tables(), problems);
    set.requireWaivers(policies.waivers(), problems);
    List<Host> selected = List.of();
    if (!problems.hasErrors()) {
      selected = inventory.toAsk(hosts.pattern(), connection.logins(), problems);
    }
    BadFiles.checkForRun(problems, console);
    Problems ofHosts = new Problems();
    Assignment assignment = Assignment.of(inventory, selected, set, policies.selection(), ofHosts);
    WaiverWarnings.beforeRun(set, !policies.areNamed(), ofHosts);
    BadFiles.checkForRun(ofHosts, console);
    try (ReportFiles files =
        ReportFiles.open(reports.outputs(), inputs(inventory, set, selected))) {
      return run(assignment, files);
    }
  }

  private RunInputs inputs(Inventory inventory, PolicySet set, List<Host> selected)
      throws IOException {
    return reports.outputs().isEmpty()
        ? new RunInputs(Set.of())
        : RunInputs.of(inventory, set, selected, connection)
            .with(settings.file())
            .with(from.file());
  }

  private int run(Assignment assignment, ReportFiles files) throws IOException {
    if (from.file().isPresent()) {
      return FromOption.reading(
          from.file().get(),
          () ->
              run(
                  assignment,
                  from.answers(
                      assignment.hosts().size(),
                      assignment.results(),
                      connection.deadline(),
                      console),
                  files));
    }
    try (Transport transport = Wiring.transport(connection, assignment.hosts(), console)) {
      return run(
          assignment,
          new LiveAnswers(
              transport,
              Wiring.limits(connection, assignment.hosts().size(), assignment.results(), console)),
          files);
    }
  }

  private int run(Assignment assignment, AnswerSource source, ReportFiles files)
      throws IOException {
    CheckRun run = new CheckRun(assignment, source, failOn, description());
    SignalHook signals = SignalHook.of(run::cancel);
    RunReport report;
    try (Progress progress = Progress.of(console, assignment.hosts())) {
      report = run.run(progress::done);
    }
    WaiverWarnings.show(assignment.waivers(), report, console);
    OptionalInt signal = signals.over();
    boolean written =
        reports.write(
            signal.isPresent() ? report.endedWith(signal.getAsInt()) : report, files, console);
    return written ? exitCodes.of(report, failOn) : exitCodes.notRun();
  }

  private CheckRun.Description description() {
    return new CheckRun.Description(
        Version.text(),
        hosts.pattern(),
        hosts.sources().stream().map(Path::toString).toList(),
        policies.named().stream().map(Path::toString).toList(),
        settings.file().map(Path::toString));
  }
}
