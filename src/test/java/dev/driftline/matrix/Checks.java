package dev.driftline.matrix;

import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.collect.Collector;
import dev.driftline.collect.LocalRun;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.CheckRun;
import dev.driftline.run.CheckSelection;
import dev.driftline.run.LiveAnswers;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Checks of one host, run as the product runs them. Young processes count, too.
record Checks(Assignment assignment) {

  /// Of the shipped checks that run a command, one is enough: the others take the same way through the half.
  static final String COMMAND = "sshd-test-quiet";

  /// The program that this check runs. It is no tool of ours.
  static final String PROGRAM = "sshd";

  /// The shipped checks, with one command.
  static Checks shipped() throws IOException {
    return of(
        Path.of("checks"),
        check -> !CheckSelection.runsCommands(check.table()) || check.info().id().equals(COMMAND));
  }

  /// All checks of a file or a folder.
  static Checks of(Path policies) throws IOException {
    return of(policies, _ -> true);
  }

  private static Checks of(Path policies, Predicate<Check> asked) throws IOException {
    Path file = Files.createTempFile("driftline-matrix-", ".yml");
    try {
      Files.writeString(
          file, "all:\n  hosts:\n    here: { connection: local, stdio_min_age: 0s }\n");
      Problems problems = new Problems();
      Inventory inventory =
          Inventory.read(List.of(file), List.of(), new InventoryTemplates(), problems);
      PolicySet set = PolicySet.read(List.of(policies), Catalog.tables(), problems);
      Set<String> ids =
          set.drafts().stream()
              .flatMap(policy -> policy.checks().stream())
              .filter(asked)
              .map(check -> check.info().id())
              .collect(Collectors.toSet());
      Assignment assignment =
          Assignment.of(
              inventory,
              inventory.select("all", problems),
              set,
              new CheckSelection(ids, Set.of(), false),
              problems);
      if (problems.hasErrors()) {
        throw new IllegalStateException(problems.sorted().toString());
      }
      return new Checks(assignment);
    } finally {
      Files.delete(file);
    }
  }

  /// What they say of the host that the shell belongs to.
  RunReport run(LocalRun shell) throws IOException {
    return new CheckRun(
            assignment,
            new LiveAnswers(
                shell.transport(), new Collector.Limits(1, shell.time(), Optional.empty())),
            Severity.MINOR,
            new CheckRun.Description("0", "all", List.of(), List.of()))
        .run(_ -> {});
  }
}
