package dev.driftline.cli;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import dev.driftline.docs.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `docs/options.md` lists every command and every option of the program.
class OptionsPageTest {

  private static final Path PAGE = Path.of("docs", "options.md");

  /// In this order on the page: by the long name.
  private record Option(String name, String written, String description)
      implements Comparable<Option> {
    @Override
    public int compareTo(Option other) {
      int byName = name.compareTo(other.name);
      return byName == 0 ? description.compareTo(other.description) : byName;
    }
  }

  @Test
  void listsEveryCommand() throws IOException {
    StringBuilder text = new StringBuilder("\n| command | what it does |\n|---|---|\n");
    for (CommandLine command : commands()) {
      text.append(
          "| `driftline %s%s` | %s |\n"
              .formatted(
                  command.getCommandName(),
                  arguments(command.getCommandSpec()),
                  words(command.getCommandSpec().usageMessage().description())));
    }
    Page.holds(PAGE, "OptionsPageTest commands", text.append('\n').toString());
  }

  @Test
  void listsEveryArgument() throws IOException {
    Map<String, String> arguments = new TreeMap<>();
    for (CommandLine command : commands()) {
      for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
        arguments.put(argument.paramLabel(), words(argument.description()));
      }
    }
    StringBuilder text = new StringBuilder("\n| argument | what it is |\n|---|---|\n");
    arguments.forEach(
        (name, what) -> text.append("| `%s` | %s |\n".formatted(Page.cell(name), Page.cell(what))));
    Page.holds(PAGE, "OptionsPageTest arguments", text.append('\n').toString());
  }

  @Test
  void listsEveryOption() throws IOException {
    Map<Option, Set<String>> takers = new TreeMap<>();
    for (CommandLine command : commands()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        Option written =
            new Option(
                option.longestName(),
                String.join("`, `", option.names()) + value(option),
                words(option.description()));
        takers.computeIfAbsent(written, _ -> new TreeSet<>()).add(command.getCommandName());
      }
    }
    int all = commands().size();
    StringBuilder text = new StringBuilder("\n| option | of | what it does |\n|---|---|---|\n");
    takers.forEach((option, by) ->
        text.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    Page.cell(option.written()),
                    by.size() == all ? "every command" : String.join(", ", by),
                    Page.cell(option.description()))));
    Page.holds(PAGE, "OptionsPageTest options", text.append('\n').toString());
  }

  private static List<CommandLine> commands() {
    Console console =
        new Console(new Output(new ByteArrayOutputStream()), new PrintWriter(new StringWriter()));
    return List.copyOf(new Main(console).commandLine(List.of()).getSubcommands().values());
  }

  private static String arguments(CommandSpec command) {
    return command.positionalParameters().stream()
        .map(p ->
            p.arity().min() == 0
                ? " [" + p.paramLabel() + "]"
                : " " + p.paramLabel().replace("|", "\\|"))
        .collect(Collectors.joining());
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " " + option.paramLabel();
  }

  private static String words(String... description) {
    return String.join(" ", description).replace("%%", "%");
  }
}
