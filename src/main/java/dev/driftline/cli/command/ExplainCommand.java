package dev.driftline.cli.command;

import dev.driftline.cli.explain.CheckColumns;
import dev.driftline.cli.explain.CheckHosts;
import dev.driftline.cli.explain.Lines;
import dev.driftline.cli.explain.TableExplained;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.collect.Plan;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.pair.PairPlan;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import dev.driftline.source.Suggestion;
import dev.driftline.text.Escape;
import dev.driftline.text.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/// `driftline explain`: why a check is there, what it asks, how to fix what it finds, and the exact text that hosts
/// run. Connects to nothing.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Explain a check, a probe or a compatibility table: why, how to fix, what is asked, the columns, and the hosts that it covers. With HOSTS:"
            + " what holds there.")
public final class ExplainCommand implements Callable<Integer> {

  /// Stands where each host gets a random word of its own.
  private static final String NONCE = "0".repeat(32);

  private static final int SHOWN = 120;

  /// The pattern if none was typed.
  private static final String EVERY_HOST = "all";

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CHECK|PROBE|TABLE",
      description = "A check's id, a probe, or a compatibility table.")
  private String word = "";

  @Option(
      names = "--script",
      description =
          "Print the script that a host runs for it, as it is sent, and nothing else. Templates are not rendered.")
  private boolean script;

  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private InventoryOptions hosts = new InventoryOptions();

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Map<String, TableDefinition> tables = Catalog.tables();
    TableDefinition table = tables.get(word);
    if (table != null) {
      if (script) {
        printScript(questions(table));
      } else {
        explain(table);
      }
      return 0;
    }
    Problems problems = new Problems();
    PolicySet set = PolicySet.read(policies.sources(), tables, problems);
    set.requireWaivers(policies.waivers(), problems);
    BadFiles.check(problems, console);
    for (Policy policy : set.drafts()) {
      for (Check check : policy.checks()) {
        if (check.info().id().equals(word)) {
          if (script) {
            printScript(questions(check));
          } else {
            explain(policy, check, set);
          }
          return 0;
        }
      }
    }
    Optional<CompatTable> compatibility = set.knowledge().table(word);
    if (compatibility.isPresent() && !script) {
      TableExplained.explain(compatibility.get(), lines());
      return 0;
    }
    List<String> known =
        Stream.of(
                set.drafts().stream().flatMap(p -> p.checks().stream()).map(c -> c.info().id()),
                tables.keySet().stream(),
                set.knowledge().tables().stream())
            .flatMap(names -> names)
            .toList();
    throw misused(
        "no check and no probe \"%s\"; %s".formatted(word, Suggestion.of("word", word, known)));
  }

  private List<Question> questions(TableDefinition table) {
    if (!alone(table)) {
      throw misused("what %s asks is in a check: name a check".formatted(table.name()));
    }
    return List.of(new Question(table.name()));
  }

  /// Whether the probe can be asked without a check.
  private static boolean alone(TableDefinition table) {
    return Catalog.probes().containsKey(table.name())
        && table.parameters().stream().noneMatch(TableDefinition.Parameter::required);
  }

  private List<Question> questions(Check check) {
    return switch (policies.selection().asAllowed(check).subject()) {
      case Check.Subject.Rows(Question question) -> List.of(question);
      case Check.Subject.Pair pair -> PairPlan.questions(pair);
      case Check.Subject.NotAsked(String why) ->
          throw misused("no host is asked for %s: %s".formatted(word, why));
      case Check.Subject.SwitchedOff(String why) ->
          throw misused("no host is asked for %s: %s".formatted(word, why));
    };
  }

  /// Writes the script as it is, for a shell or for whoever reviews it, or not at all: the command of a policy may hold
  /// what acts on a terminal or on a CI runner.
  private void printScript(List<Question> questions) throws IOException {
    byte[] bytes = new Plan(questions, Catalog.probes()).script().bytes(NONCE);
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (String written : text.split("\n", -1)) {
      String line = written.replace('\t', ' ');
      String harmless = Escape.start(Escape.line(line));
      if (!line.equals(harmless)) {
        throw misused(
            "its script cannot be written as it is: a terminal or a CI runner would act on a line of it: "
                + Excerpt.of(harmless, SHOWN));
      }
    }
    console.out().exactly(text);
  }

  private ParameterException misused(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void explain(Policy policy, Check check, PolicySet set) throws IOException, BadFiles {
    line("check %s (%s)", check.info().id(), check.info().severity().word());
    line("  %s", check.info().title());
    line("  policy   %s, at %s", policy.name(), check.at());
    line(
        "  hosts    %s",
        policy.hosts().text() + check.hosts().map(h -> ", of those " + h.text()).orElse(""));
    Optional<CheckHosts> covered = covered(policy, check, set);
    if (covered.isPresent()) {
      covered.get().summary(lines());
    }
    if (!check.enabled()) {
      line("  enabled  false: it runs only where --check or --tags asks for it");
    }
    optional("why", check.info().why());
    optional("fix", check.info().fix());
    conditions("applies to hosts where", check.appliesTo());
    conditions("selects rows where", check.where());
    expectation(check.expectation());
    line("  no such thing: %s; no row: %s", check.ifAbsent().word(), check.ifNone().word());
    switch (policies.selection().asAllowed(check).subject()) {
      case Check.Subject.NotAsked(String why) -> line("  asks     nothing: %s", why);
      case Check.Subject.SwitchedOff(String why) -> line("  asks     nothing: %s", why);
      case Check.Subject.Rows(Question question) -> asked(question);
      case Check.Subject.Pair pair ->
          line(
              "  asks     sockets and libraries, on both ends of every connection to %s%s",
              String.join(", ", PairPlan.places(pair)),
              pair.library().map(l -> " by " + l).orElse(""));
    }
    CheckColumns.write(check, lines());
    if (covered.isPresent() && !hosts.pattern().equals(EVERY_HOST)) {
      onHosts(covered.get());
    }
  }

  /// The hosts that the check covers. Empty without an inventory: a check can be explained where there is none.
  private Optional<CheckHosts> covered(Policy policy, Check check, PolicySet set)
      throws IOException, BadFiles {
    boolean optional = !hosts.isNamed() && hosts.pattern().equals(EVERY_HOST);
    if (optional && !hosts.sources().stream().allMatch(Files::exists)) {
      return Optional.empty();
    }
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    if (optional && problems.hasErrors()) {
      line("  covers   it could not be told: `driftline inventory` shows mistakes");
      return Optional.empty();
    }
    BadFiles.checkForRun(problems, console);
    return Optional.of(new CheckHosts(inventory, set, policy, check));
  }

  private void onHosts(CheckHosts covered) throws IOException, BadFiles {
    Problems problems = new Problems();
    List<Host> selected = covered.inventory().select(hosts.pattern(), problems);
    BadFiles.checkForRun(problems, console);
    Problems ofHosts = new Problems();
    covered.write(selected, lines(), ofHosts);
    BadFiles.checkForRun(ofHosts, console);
  }

  private Lines lines() {
    return new Lines(console.out());
  }

  private void expectation(Expectation expectation) throws IOException {
    switch (expectation) {
      case Expectation.Every(List<Condition> all) -> conditions("expects of every row", all);
      case Expectation.AtLeastOne(List<Condition> all) -> conditions("expects of one row", all);
      case Expectation.NoRow(List<Condition> all) -> {
        line("  expects no row%s", all.isEmpty() ? "" : " with");
        conditions("", all);
      }
      case Expectation.Same(List<String> columns, _) ->
          line("  expects the same on all hosts: %s", String.join(", ", columns));
      case Expectation.Count(dev.driftline.policy.Matcher matcher) ->
          line("  expects a number of rows: %s", matcher.text());
    }
  }

  private void conditions(String heading, List<Condition> conditions) throws IOException {
    if (conditions.isEmpty()) {
      return;
    }
    if (!heading.isEmpty()) {
      line("  %s", heading);
    }
    for (Condition condition : conditions) {
      line("    %s: %s", condition.column(), condition.matcher().text());
    }
  }

  private void asked(Question question) throws IOException {
    line("  asks     %s %s", question.probe(), question.parameters());
  }

  private void explain(TableDefinition table) throws IOException {
    line("%s: %s", table.name(), table.description());
    for (TableDefinition.Parameter parameter : table.parameters()) {
      line(
          "  parameter %s%s: %s",
          parameter.name(), parameter.required() ? " (required)" : "", parameter.description());
    }
    for (Column column : table.columns().list()) {
      line("  column %s", CheckColumns.described(column));
    }
    if (alone(table)) {
      line("  `driftline explain %s --script` prints what a host runs for it", table.name());
    }
  }

  private void optional(String name, String text) throws IOException {
    lines().optional(name, text);
  }

  private void line(String format, Object... values) throws IOException {
    lines().line(format, values);
  }
}
