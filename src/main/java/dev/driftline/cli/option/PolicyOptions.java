package dev.driftline.cli.option;

import dev.driftline.policy.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// Which checks: the policies, and what selects from them.
public final class PolicyOptions {

  /// The only probe that runs what a policy says.
  public static final String COMMAND = "command";

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

  public Set<String> ids() {
    return ids;
  }

  public Set<String> tags() {
    return tags;
  }

  /// The check as it is to be asked: one that runs a command is not, where commands are off.
  public Check asAllowed(Check check) {
    return isOff(check) ? check.notAsked("commands are off: --no-commands") : check;
  }

  /// Whether the check runs a command, and commands are off.
  public boolean isOff(Check check) {
    return noCommands && check.table().name().equals(COMMAND);
  }

  /// All checks of some files.
  public static PolicyOptions of(List<Path> sources) {
    PolicyOptions options = new PolicyOptions();
    options.sources = sources;
    return options;
  }

  public boolean selects(Check check) {
    return (ids.isEmpty() || ids.contains(check.info().id()))
        && (tags.isEmpty() || check.tags().stream().anyMatch(tags::contains));
  }
}
