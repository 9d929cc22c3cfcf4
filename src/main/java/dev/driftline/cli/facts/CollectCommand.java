package dev.driftline.cli.facts;

import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.ExitCodes;
import dev.driftline.cli.command.Progress;
import dev.driftline.cli.command.RunInputs;
import dev.driftline.cli.command.Wiring;
import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.option.SettingsOption;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.SignalHook;
import dev.driftline.cli.process.Version;
import dev.driftline.collect.Transport;
import dev.driftline.facts.FactsFile;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.table.Question;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckSelection;
import dev.driftline.run.LiveAnswers;
import dev.driftline.run.Questions;
import dev.driftline.run.facts.Everything;
import dev.driftline.run.facts.FactsRun;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `driftline collect`: asks the hosts, and writes their answers to a file that is judged later.
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    description = "Ask hosts and write their answers to a file, to be judged later: check --from.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the file is written, and every host could be looked at completely",
      " 1:the file is not written: usage, a bad file, nothing selected",
      " 4:the file is written, but something was unreachable, or could not be looked at",
      " 130, 143, 129:ended by SIGINT, SIGTERM, SIGHUP; what was gathered is written"
    })
public final class CollectCommand implements Callable<Integer> {

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private SettingsOption settings = new SettingsOption();
  @Mixin private InventoryOptions hosts = new InventoryOptions();

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "POLICY",
      description =
          "Ask only what these policies ask, and run their commands; `shipped` for those that came with"
              + " driftline; may be repeated (default: ask everything"
              + " that needs no parameter).")
  private List<Path> policies = List.of();

  @Option(
      names = "--no-commands",
      description =
          "Run no command of a policy: checks with the probe `command` are not asked. For the policies of strangers.")
  private boolean noCommands;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description =
          "The file of facts, written whole or not at all; packed if its name ends with .gz.")
  private Path output = Path.of("facts.jsonl.gz");

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  public CollectCommand(Console console) {
    this.console = console;
  }

  /// Who is asked what.
  private record Wanted(
      List<Host> hosts, List<HostLocation> locations, Function<Host, Set<Question>> questions) {}

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    List<Path> sources = sources();
    PolicySet set = PolicySet.read(sources, Catalog.tables(), problems);
    List<Host> selected = List.of();
    if (!problems.hasErrors()) {
      selected = inventory.toAsk(hosts.pattern(), connection.logins(), problems);
    }
    BadFiles.checkForRun(problems, console);
    Problems ofHosts = new Problems();
    Wanted wanted =
        sources.isEmpty()
            ? everything(inventory, selected, ofHosts)
            : ofPolicies(inventory, set, selected, ofHosts);
    BadFiles.checkForRun(ofHosts, console);
    RunInputs inputs = RunInputs.of(inventory, set, selected, connection).with(settings.file());
    if (inputs.contains(output)) {
      throw new IOException(
          "cannot write %s: the run reads this file; name another one for the facts"
              .formatted(output));
    }
    try (FactsFile file = FactsFile.at(output)) {
      return collect(wanted, file);
    }
  }

  /// Policies count only if they were typed: those of `driftline.yml` must not narrow what is asked unseen.
  private List<Path> sources() {
    boolean typed =
        spec != null && spec.commandLine().getParseResult().hasMatchedOption("--policy");
    return typed ? PolicyOptions.of(policies).sources() : List.of();
  }

  private static Wanted everything(Inventory inventory, List<Host> selected, Problems problems) {
    Set<Question> everything = Everything.questions();
    return new Wanted(selected, inventory.locations(problems), _ -> everything);
  }

  private Wanted ofPolicies(
      Inventory inventory, PolicySet set, List<Host> selected, Problems problems) {
    CheckSelection all = new CheckSelection(Set.of(), Set.of(), noCommands);
    Assignment assignment = Assignment.of(inventory, selected, set, all, problems);
    return new Wanted(assignment.hosts(), assignment.locations(), new Questions(assignment)::of);
  }

  private int collect(Wanted wanted, FactsFile file) throws IOException {
    List<Host> asked = wanted.hosts();
    try (Transport transport = Wiring.transport(connection, asked, console)) {
      LiveAnswers source =
          new LiveAnswers(transport, Wiring.limits(connection, asked.size(), 0, console));
      SignalHook signals = SignalHook.of(source::cancel);
      FactsRun.Gathered gathered;
      try (Progress progress = Progress.of(console, asked)) {
        gathered =
            new FactsRun(asked, wanted.locations(), wanted.questions(), source)
                .into(file, Version.text(), hosts.pattern(), progress::done);
      }
      OptionalInt signal = signals.over();
      console.say(sentence(gathered));
      return signal.orElse(gathered.exit());
    } catch (FileSystemException e) {
      console.say("cannot write %s: %s".formatted(output, e.getReason()));
      return ExitCodes.NOT_RUN_TO_ITS_END;
    }
  }

  private String sentence(FactsRun.Gathered gathered) {
    return "wrote the facts of %s to %s: %d unreachable, %d looked at in part"
        .formatted(
            Count.of(gathered.asked(), "host"), output, gathered.unreached(), gathered.partly());
  }
}
