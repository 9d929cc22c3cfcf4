package dev.driftline.cli;

import dev.driftline.cli.process.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root command: `driftline` itself. Alone it only says that a command is missing.
@Command(
    name = "driftline",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Finds hosts that differ from what their policy says. Reads, never changes.",
    synopsisSubcommandLabel = "COMMAND")
final class Driftline implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more on standard error; show where an internal error came from.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "no command given");
  }
}
