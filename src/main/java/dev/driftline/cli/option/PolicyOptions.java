package dev.driftline.cli.option;

import dev.driftline.policy.file.ShippedPolicies;
import dev.driftline.run.CheckSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options about checks: the policies, and what selects from them.
public final class PolicyOptions {

  /// The word for the policies that came with driftline. A file of this name is `./shipped`.
  private static final Path SHIPPED = Path.of("shipped");

  private static final Path HERE = Path.of("checks");
  private static final Path OF_SYSTEM = Path.of("/etc/driftline/checks");

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "POLICY",
      description =
          "Policy file or folder of policies; `shipped` for those that came with driftline; may be repeated (default: checks/, else /etc/driftline/checks, else shipped).")
  private List<Path> sources = List.of();

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description = "File of waivers, beside those among the policies; may be repeated.")
  private List<Path> waivers = List.of();

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

  /// The files and folders to read, those with waivers last. The word `shipped` is replaced by where these policies
  /// are.
  public List<Path> sources() {
    Stream<Path> read =
        named().stream().map(path -> path.equals(SHIPPED) ? ShippedPolicies.folder() : path);
    return Stream.concat(read, waivers.stream()).toList();
  }

  /// The files of waivers that were named beside the policies.
  public List<Path> waivers() {
    return List.copyOf(waivers);
  }

  /// The same as they were typed, for the report. Without `-p`, what was taken instead.
  public List<Path> named() {
    return sources.isEmpty() ? byDefault() : sources;
  }

  /// Whether `-p` was given.
  public boolean areNamed() {
    return !sources.isEmpty();
  }

  private static List<Path> byDefault() {
    return List.of(Stream.of(HERE, OF_SYSTEM).filter(Files::exists).findFirst().orElse(SHIPPED));
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
