package dev.driftline.cli.baseline;

import dev.driftline.baseline.Baseline;
import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.Progress;
import dev.driftline.cli.command.Wiring;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Plan;
import dev.driftline.collect.Transport;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Host;
import dev.driftline.run.Catalog;
import dev.driftline.run.HostSummary;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `driftline baseline`: a policy written from what a host is.
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description =
        "Write a policy from what one host is now: system, packages, ports, services. Put it into a file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the policy is whole",
      " 1:did not run to its end: usage, a bad file",
      " 4:something could not be told, and is not in the policy; or the host was not reached"
    })
public final class BaselineCommand implements Callable<Integer> {

  private static final int INCOMPLETE = 4;

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--versions",
      description = "The packages must also keep their versions. Every update is drift then.")
  private boolean versions;

  public BaselineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    BadFiles.checkForRun(problems, console);
    Problems ofSelection = new Problems();
    List<Host> selected = inventory.toAsk(hosts.pattern(), connection.logins(), ofSelection);
    BadFiles.checkForRun(ofSelection, console);
    if (selected.size() != 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "a baseline is about one host, and \"%s\" names %d"
              .formatted(hosts.pattern(), selected.size()));
    }
    return written(ask(selected.getFirst()));
  }

  private HostAnswers ask(Host host) throws IOException {
    Plan plan = new Plan(Baseline.questions(), Catalog.probes());
    List<HostAnswers> answers = new ArrayList<>();
    try (Transport transport = Wiring.transport(connection, List.of(host), console);
        Progress progress = Progress.of(console, List.of(host))) {
      new Collector(transport, Wiring.limits(connection, 1, 0, console))
          .collect(
              List.of(host),
              _ -> plan,
              told -> {
                answers.add(told);
                progress.done(HostSummary.of(told));
              });
    }
    return answers.getFirst();
  }

  private int written(HostAnswers answers) throws IOException {
    if (answers.outcome() instanceof Outcome.Unreachable(var reason, String detail, String hint)) {
      console.say(
          "%s was not reached: %s: %s".formatted(answers.host().name(), reason.word(), detail));
      console.say(hint);
      return INCOMPLETE;
    }
    String day = LocalDate.now(ZoneOffset.UTC).toString();
    Baseline baseline = Baseline.of(answers.host().name(), day, answers.answers(), versions);
    baseline.missing().forEach(console::say);
    if (baseline.policy().isPresent()) {
      console.out().write(baseline.policy().get());
    }
    return baseline.missing().isEmpty() && baseline.policy().isPresent() ? 0 : INCOMPLETE;
  }
}
