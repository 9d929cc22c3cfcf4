package dev.driftline.cli.command;

import dev.driftline.cli.process.Console;
import dev.driftline.demo.DemoException;
import dev.driftline.demo.DemoFleet;
import dev.driftline.policy.file.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `driftline demo`: a small fleet on this machine with the story's fault in it, checked for real.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Start a small fleet on this machine with a fault in it, and check it for real.")
public final class DemoCommand implements Callable<Integer> {

  /// The policies that the demo checks. Most others ask how services are set up. Demo hosts share that with this
  /// machine, so the same drift would be reported once per demo host.
  private static final List<String> POLICIES = List.of("stdio.yaml", "mysql.yaml", "packages.yaml");

  private final Console console;

  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles, InterruptedException {
    List<Path> checks = shippedChecks();
    try (DemoFleet fleet = DemoFleet.start()) {
      console.err().print(fleet.introduction());
      console.err().flush();
      return CheckCommand.of(console, fleet.inventoryFile(), checks, fleet.knownHostsFile()).call();
    } catch (DemoException e) {
      console.say(Objects.requireNonNullElse(e.getMessage(), "the demo cannot be shown here"));
      return ExitCodes.NOT_RUN_TO_ITS_END;
    }
  }

  /// The files of these policies. They come with the program, so they are found from any working directory.
  private static List<Path> shippedChecks() throws IOException {
    Path checks = ShippedPolicies.folder();
    if (!Files.isDirectory(checks)) {
      throw new IOException("the installation is not complete: no folder " + checks);
    }
    return POLICIES.stream().map(checks::resolve).toList();
  }
}
