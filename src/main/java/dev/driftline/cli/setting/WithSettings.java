package dev.driftline.cli.setting;

import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.option.SettingsOption;
import dev.driftline.cli.process.Console;
import dev.driftline.source.Problems;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// Runs the command that was typed, with the values of `driftline.yml` in the options that were not. A command without
/// `--config` reads no such file.
public final class WithSettings implements IExecutionStrategy {

  private final Console console;

  /// @param console for warnings about the file
  public WithSettings(Console console) {
    this.console = console;
  }

  /// Gives a command that reads inventories or policies the option `--config`, if it has none of its own.
  public static void addOption(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    boolean reads = spec.findOption("--inventory") != null || spec.findOption("--policy") != null;
    if (reads && spec.findOption(Settings.FILE_OPTION) == null) {
      spec.addMixin("settings", CommandSpec.forAnnotatedObject(new SettingsOption()));
    }
    command.getSubcommands().values().forEach(WithSettings::addOption);
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult typed = parsed;
    while (typed.hasSubcommand()) {
      typed = typed.subcommand();
    }
    OptionSpec option = typed.commandSpec().findOption(Settings.FILE_OPTION);
    // --help needs no file, and must work beside a bad one
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (option != null) {
      apply(typed, Optional.ofNullable(option.<Path>getValue()));
    }
    return new RunLast().execute(parsed);
  }

  private void apply(ParseResult typed, Optional<Path> named) {
    Problems problems = new Problems();
    Optional<Settings> settings =
        SettingsPlace.find(named).flatMap(file -> SettingsReader.read(file, problems));
    try {
      BadFiles.checkForRun(problems, console);
    } catch (BadFiles e) {
      throw new ExecutionException(
          typed.commandSpec().commandLine(), "the settings cannot be used", e);
    }
    settings.ifPresent(found -> found.applyTo(typed));
  }
}
