package dev.driftline.cli.waivers;

import dev.driftline.accept.Acceptance;
import dev.driftline.accept.Accepted;
import dev.driftline.accept.Pruned;
import dev.driftline.accept.Terms;
import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.ExitCodes;
import dev.driftline.cli.command.ReportInput;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.file.FileTree;
import dev.driftline.model.RunReport;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `driftline waivers`: writes waivers for what is open in a report, takes out those that nobody needs any more, and
/// lists them. Connects to nothing, and changes no file.
@Command(
    name = "waivers",
    mixinStandardHelpOptions = true,
    description =
        "Write waivers for what is open in a report (accept), leave out those that nobody needs any more (prune), or list"
            + " them. Asks nobody, and changes no file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:usage, a bad file, or something that is open could not be accepted"
    })
public final class WaiversCommand implements Callable<Integer> {

  /// What it can do.
  enum Action {
    ACCEPT,
    PRUNE,
    LIST
  }

  private static final int MAX_BYTES = 1 << 20;

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ACTION", description = "accept, prune or list.")
  private Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REPORT.json",
      description = "For accept and prune: a JSON report; - reads it from standard input.")
  private @Nullable Path report;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "FILE",
      description = "For prune: the file of waivers, named as in the run of the report.")
  private @Nullable Path file;

  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(
      names = "--until",
      paramLabel = "DAY",
      converter = Day.class,
      description = "For accept: the last day on which the waivers hold, in UTC: 2027-01-31.")
  private @Nullable LocalDate until;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For accept: why this is accepted.")
  private @Nullable String reason;

  @Option(names = "--ticket", paramLabel = "TEXT", description = "For accept: a ticket.")
  private @Nullable String ticket;

  @Option(names = "--owner", paramLabel = "TEXT", description = "For accept: who looks after it.")
  private @Nullable String owner;

  @Option(
      names = "--unknown",
      description =
          "For accept: accept what could not be told, too. A host that was not reached is never accepted.")
  private boolean unknown;

  public WaiversCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    return switch (action) {
      case ACCEPT -> accept();
      case PRUNE -> prune();
      case LIST -> list();
    };
  }

  private int accept() throws IOException, BadFiles {
    Terms terms =
        new Terms(
            given(until, "--until: until when it is accepted"),
            given(reason, "--reason: why it is accepted"),
            Optional.ofNullable(ticket),
            Optional.ofNullable(owner),
            unknown);
    if (terms.until().isBefore(LocalDate.now(ZoneOffset.UTC))) {
      throw misused("%s is over: a waiver until then would accept nothing".formatted(until));
    }
    if (terms.reason().isBlank()) {
      throw misused("the reason is empty: say why this is accepted");
    }
    refuseTemplate("--reason", terms.reason());
    terms.ticket().ifPresent(text -> refuseTemplate("--ticket", text));
    terms.owner().ifPresent(text -> refuseTemplate("--owner", text));
    refuseMore(file);
    RunReport read =
        ReportInput.read(given(report, "REPORT.json: a JSON report of driftline check"));
    if (read.gate().isPresent()) {
      throw misused(
          "this is the report of a gate: write a waiver with `rule` in its `where` by hand"
              + " (docs/gate.md)");
    }
    Map<String, Check> checks = new LinkedHashMap<>();
    policies(new Problems()).drafts().stream()
        .flatMap(policy -> policy.checks().stream())
        .forEach(check -> checks.put(check.info().id(), check));
    Accepted accepted =
        Acceptance.of(
            read, checks, id -> !checks.containsKey(id) || selects(checks.get(id)), terms);
    console.out().write(accepted.text());
    accepted.left().forEach(left -> console.say("not accepted: " + left));
    console.say(
        accepted.count() == 0
            ? "nothing is open that a waiver could accept"
            : "%s until %s".formatted(Count.of(accepted.count(), "waiver"), terms.until()));
    return accepted.left().isEmpty() ? 0 : ExitCodes.NOT_RUN_TO_ITS_END;
  }

  private boolean selects(@Nullable Check check) {
    return check != null && policies.selection().withThoseOff().selects(check);
  }

  private int prune() throws IOException, BadFiles {
    RunReport read =
        ReportInput.read(given(report, "REPORT.json: a JSON report of driftline check"));
    Path waivers = given(file, "FILE: the file of waivers");
    Problems problems = new Problems();
    Optional<SourceFile> source =
        SourceFile.read(FileTree.named(waivers), waivers, MAX_BYTES, problems);
    Optional<Pruned> pruned = source.flatMap(text -> Pruned.of(text, read.waivers(), problems));
    BadFiles.checkForRun(problems, console);
    Pruned kept = pruned.orElseThrow();
    console.out().write(kept.text());
    kept.said().forEach(console::say);
    return 0;
  }

  private int list() throws IOException, BadFiles {
    refuseMore(report);
    PolicySet set = policies(new Problems());
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (String line : WaiverList.of(set.waivers(), today)) {
      console.out().write(Escape.start(Escape.line(line)) + "\n");
    }
    if (set.waivers().isEmpty()) {
      console.say("there is no waiver in the files that were read: name them with -p or --waivers");
    }
    return 0;
  }

  private PolicySet policies(Problems problems) throws BadFiles {
    PolicySet set = PolicySet.read(policies.sources(), Catalog.tables(), problems);
    set.requireWaivers(policies.waivers(), problems);
    BadFiles.checkForRun(problems, console);
    return set;
  }

  /// A reader of waivers would refuse the file.
  private void refuseTemplate(String option, String text) {
    if (TemplateText.isTemplate(text)) {
      throw misused(
          "%s: waivers have no templates: write it without {{, {%% and {#".formatted(option));
    }
  }

  private void refuseMore(@Nullable Path path) {
    if (path != null) {
      throw misused("unexpected %s: name a file of waivers with --waivers or -p".formatted(path));
    }
  }

  private <T> T given(@Nullable T value, String what) {
    if (value == null) {
      throw misused("missing " + what);
    }
    return value;
  }

  private ParameterException misused(String message) {
    return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
  }
}
