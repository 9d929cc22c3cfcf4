package dev.driftline.cli.gate;

import dev.driftline.file.FileTree;
import dev.driftline.gate.plan.AssumeOptions;
import dev.driftline.gate.plan.Conditions;
import dev.driftline.gate.plan.Plan;
import dev.driftline.gate.plan.PlanReader;
import dev.driftline.source.FileProblem;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that say what is assumed.
final class PlanOptions {

  private static final int MAX_BYTES = 1 << 20;

  @Option(
      names = "--assume",
      paramLabel = "HOSTS: PACKAGE=VERSION",
      description =
          "Judge as if these hosts had this version of a package, or absent; may be repeated:"
              + " 'db*: openssl=3.0.15'.")
  private List<String> assume = List.of();

  @Option(
      names = "--assume-file",
      paramLabel = "PLAN",
      description = "A plan: a YAML file with what is assumed, and what is told.")
  private List<Path> files = List.of();

  /// The whole plan.
  ///
  /// @param conditions the names of the conditions of a product's table; empty if the product has no table
  Plan read(Conditions conditions, Problems problems) {
    Plan plan = AssumeOptions.read(assume, problems);
    for (Path file : files) {
      plan = plan.and(read(file, conditions, problems));
    }
    if (assume.isEmpty() && files.isEmpty()) {
      problems.add(
          Problem.error(
              new SourceLocation("--assume", 1, 1),
              "",
              "nothing is assumed",
              "say what will be done: `--assume 'HOSTS: PACKAGE=VERSION'`, or `--assume-file plan.yaml`"));
    }
    return plan;
  }

  private static Plan read(Path file, Conditions conditions, Problems problems) {
    Plan nothing = new Plan(Optional.empty(), List.of(), List.of(), List.of());
    try {
      return SourceFile.read(FileTree.named(file), file, MAX_BYTES, problems)
          .flatMap(source -> PlanReader.read(source, conditions, problems))
          .orElse(nothing);
    } catch (IOException e) {
      problems.add(FileProblem.of(file, "cannot read the file", e));
      return nothing;
    }
  }

  /// The files of the plan, which a report must not replace.
  List<Path> files() {
    return files;
  }

  /// What is assumed, as the report says it: the file, or the text of the options.
  String shown() {
    return files.isEmpty()
        ? String.join("; ", assume)
        : String.join(", ", files.stream().map(Path::toString).toList());
  }
}
