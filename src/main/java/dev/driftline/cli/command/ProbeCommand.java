package dev.driftline.cli.command;

import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.collect.Collector;
import dev.driftline.collect.Plan;
import dev.driftline.collect.Transport;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Probe;
import dev.driftline.report.HostTable;
import dev.driftline.report.TableJson;
import dev.driftline.report.TableText;
import dev.driftline.report.table.TableCsv;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckSelection;
import dev.driftline.run.HostSummary;
import dev.driftline.source.Problems;
import dev.driftline.source.Suggestion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `driftline probe`: one probe's rows, now.
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Show one probe's rows of hosts, now.")
public final class ProbeCommand implements Callable<Integer> {

  /// How a table is written.
  public enum TableFormat {
    TABLE,
    TEXT,
    JSON,
    JSONL,
    CSV
  }

  /// For `--help`, which alone asks for the words.
  static final class TableFormats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(TableFormat.values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  /// For `--help`, as well.
  static final class Probes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalog.probes().keySet().iterator();
    }
  }

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PROBE",
      completionCandidates = Probes.class,
      description = "${COMPLETION-CANDIDATES}")
  private String name = "";

  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the probe: --with 'command=rndc status'; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = TableFormats.class,
      description = "${COMPLETION-CANDIDATES} (default: table).")
  private TableFormat format = TableFormat.TABLE;

  @Option(names = "--no-commands", description = "Run no command: refuse the probe `command`.")
  private boolean noCommands;

  @Option(names = "--all", description = "Do not cut long values.")
  private boolean all;

  public ProbeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Probe probe = probe();
    Question question = question(probe.definition());
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    BadFiles.checkForRun(problems, console);
    Problems ofSelection = new Problems();
    List<Host> selected = inventory.toAsk(hosts.pattern(), connection.logins(), ofSelection);
    BadFiles.checkForRun(ofSelection, console);
    List<HostTable> tables = ask(probe, question, selected);
    switch (format) {
      case TABLE, TEXT ->
          TableText.write(probe.definition().columns(), tables, console.style(all), console.out());
      case JSON -> TableJson.write(name, tables, console.out());
      case JSONL -> TableJson.writeLines(tables, console.out());
      case CSV -> TableCsv.write(probe.definition().columns(), tables, console.out());
    }
    return exit(tables);
  }

  private List<HostTable> ask(Probe probe, Question question, List<Host> selected)
      throws IOException {
    Map<String, HostTable> tables = new HashMap<>();
    Plan plan = new Plan(List.of(question), Map.of(probe.definition().name(), probe));
    try (Transport transport = Wiring.transport(connection, selected, console);
        Progress progress = Progress.of(console, selected)) {
      Collector collector =
          new Collector(transport, Wiring.limits(connection, selected.size(), 0, console));
      collector.collect(
          selected,
          _ -> plan,
          (host, budget) -> collector.kept().take(budget.bytes()) ? host : withoutRows(host),
          host -> {
            tables.put(host.host().name(), table(host, question));
            progress.done(HostSummary.of(host));
          });
    }
    return selected.stream().map(host -> Objects.requireNonNull(tables.get(host.name()))).toList();
  }

  /// For a host whose rows do not fit into the memory that all hosts share: all rows are kept until the last host is
  /// done.
  private static HostAnswers withoutRows(HostAnswers host) {
    Answer unknown =
        new Answer.Unknown(
            Reason.LIMIT, "the rows of other hosts have used up the memory that all share", "");
    Map<Question, Answer> none = new HashMap<>();
    host.answers().keySet().forEach(question -> none.put(question, unknown));
    return new HostAnswers(host.host(), host.outcome(), none, host.noise(), host.elapsed());
  }

  private static HostTable table(HostAnswers host, Question question) {
    Answer answer = Objects.requireNonNull(host.answers().get(question));
    String hint = host.outcome() instanceof Outcome.Unreachable lost ? lost.hint() : "";
    return new HostTable(host.host().name(), answer, hint);
  }

  /// 0 if every host could be looked at completely, else 4.
  private static int exit(List<HostTable> tables) {
    boolean whole = tables.stream().allMatch(table -> whole(table.answer()));
    return whole ? 0 : 4;
  }

  private static boolean whole(Answer answer) {
    return switch (answer) {
      case Answer.Observed observed ->
          observed.gap().isEmpty()
              && observed.coverage().map(coverage -> coverage.complete()).orElse(true);
      case Answer.Absent _ -> true;
      case Answer.Unknown _ -> false;
    };
  }

  private Probe probe() {
    Map<String, Probe> probes = Catalog.probes();
    Probe probe = probes.get(name);
    if (probe == null) {
      throw misused(
          "no probe \"%s\"; %s".formatted(name, Suggestion.of("probe", name, probes.keySet())));
    }
    if (noCommands && CheckSelection.runsCommands(probe.definition())) {
      throw misused("the probe command runs commands, and they are off: --no-commands");
    }
    return probe;
  }

  private Question question(TableDefinition definition) {
    List<String> known =
        definition.parameters().stream().map(TableDefinition.Parameter::name).toList();
    for (String parameter : parameters.keySet()) {
      if (!known.contains(parameter)) {
        throw misused(
            "probe %s has no parameter \"%s\"; %s"
                .formatted(
                    definition.name(),
                    parameter,
                    known.isEmpty()
                        ? "it has none"
                        : Suggestion.of("parameter", parameter, known)));
      }
    }
    definition.parameters().stream()
        .filter(p -> p.required() && !parameters.containsKey(p.name()))
        .findFirst()
        .ifPresent(p -> {
          throw misused(
              "probe %s needs --with %s=… (%s)"
                  .formatted(definition.name(), p.name(), p.description()));
        });
    definition.parameters().forEach(this::checkForm);
    return new Question(definition.name(), parameters);
  }

  private void checkForm(TableDefinition.Parameter parameter) {
    String value = parameters.get(parameter.name());
    if (value != null && !parameter.form().fits(value)) {
      throw misused(
          "%s cannot be \"%s\": %s".formatted(parameter.name(), value, parameter.form().hint()));
    }
  }

  private ParameterException misused(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
