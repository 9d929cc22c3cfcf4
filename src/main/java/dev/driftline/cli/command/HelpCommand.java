package dev.driftline.cli.command;

import dev.driftline.source.Suggestion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `driftline help check` prints the same as `driftline check --help`.
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Print how driftline or one of its commands is used.")
public final class HelpCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "One of driftline's commands.")
  private @Nullable String word;

  @Override
  public void run() {
    CommandLine help = Objects.requireNonNull(spec).commandLine();
    CommandLine root = help.getParent();
    CommandLine asked = word == null ? root : root.getSubcommands().get(word);
    if (asked == null) {
      throw new ParameterException(
          help,
          "no command \"%s\"; %s"
              .formatted(
                  word,
                  Suggestion.of(
                      "command", Objects.requireNonNull(word), root.getSubcommands().keySet())));
    }
    asked.usage(root.getOut(), root.getColorScheme());
  }
}
