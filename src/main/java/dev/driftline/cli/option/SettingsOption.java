package dev.driftline.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the values of options come from that were not typed. When the command begins, this is the file that was taken.
public final class SettingsOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "File with values for options that are not typed (default: driftline.yml, else"
              + " /etc/driftline/driftline.yml, else none).")
  private @Nullable Path file;

  /// The file that was taken, if there is one.
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
