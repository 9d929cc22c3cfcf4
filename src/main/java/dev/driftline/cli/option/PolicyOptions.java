package dev.driftline.cli.option;

import dev.driftline.run.CheckSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options about checks: the policies, and what selects from them.
public final class PolicyOptions {

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "POLICY",
      description = "Policy file or folder of policies; may be repeated (default: checks/).")
  private List<Path> sources = List.of(Path.of("checks"));

  @Option(
      names = "--check",
      paramLabel = "ID",
      split = ",",
      description = "Only the checks with these ids.")
  private Set<String> ids = Set.of();

  @Option(
      names = "--tags",
      paramLabel = "TAG",
      split = ",",
      description = "Only the checks with one of these tags.")
  private Set<String> tags = Set.of();

  @Option(
      names = "--no-commands",
      description =
          "Run no command of a policy: checks with the probe `command` are unknown. For the policies of strangers.")
  private boolean noCommands;

  public List<Path> sources() {
    return sources;
  }

  /// The user's selection, for all commands alike.
  public CheckSelection selection() {
    return new CheckSelection(ids, tags, noCommands);
  }

  /// All checks of these files.
  public static PolicyOptions of(List<Path> sources) {
    PolicyOptions options = new PolicyOptions();
    options.sources = sources;
    return options;
  }
}
