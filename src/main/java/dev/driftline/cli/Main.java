package dev.driftline.cli;

import dev.driftline.cli.baseline.BaselineCommand;
import dev.driftline.cli.cases.TestCommand;
import dev.driftline.cli.command.BadFiles;
import dev.driftline.cli.command.CheckCommand;
import dev.driftline.cli.command.DemoCommand;
import dev.driftline.cli.command.ExitCodes;
import dev.driftline.cli.command.ExplainCommand;
import dev.driftline.cli.command.HelpCommand;
import dev.driftline.cli.command.InventoryCommand;
import dev.driftline.cli.command.LintCommand;
import dev.driftline.cli.command.ProbeCommand;
import dev.driftline.cli.command.ShowCommand;
import dev.driftline.cli.facts.CollectCommand;
import dev.driftline.cli.gate.GateCommand;
import dev.driftline.cli.process.ClassArchive;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.SignalHook;
import dev.driftline.cli.process.Uncaught;
import dev.driftline.cli.setting.WithSettings;
import dev.driftline.cli.waivers.WaiversCommand;
import dev.driftline.source.SecretNames;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program: parses the command line, runs one command and ends with its exit code.
///
/// The exit code starts as [ExitCodes#notRun]. It changes only when a command has returned another code and its output
/// was written. So no path that forgets one of these can end with 0, which means "clean".
public final class Main {

  private static final int MOST_CAUSES = 10;

  private final Console console;
  private final Driftline root = new Driftline();
  private int notRun = ExitCodes.NOT_RUN_TO_ITS_END;

  Main(Console console) {
    this.console = console;
  }

  /// Starts the program with the `arguments` the user typed.
  public static void main(String[] arguments) {
    // no digit and no letter of a report or a result follows the locale of the user
    Locale.setDefault(Locale.ROOT);
    int code = ExitCodes.NOT_RUN_TO_ITS_END;
    try {
      Main main = new Main(Console.ofProcess());
      Uncaught uncaught = Uncaught.in(main::internalError);
      int wanted = main.run(arguments);
      code = wanted == 0 && uncaught.seen() ? main.notRun : wanted;
    } catch (RuntimeException | Error e) {
      System.err.println("driftline: internal error: " + Escape.line(String.valueOf(e)));
    } finally {
      SignalHook.ends(code);
      // exit() ends threads, too, that still wait for a host
      System.exit(code);
    }
  }

  /// Runs one command, and returns the exit code.
  int run(String... arguments) {
    notRun = ExitCodes.typed(arguments).notRun();
    int code = notRun;
    try {
      int wanted = commandLine(List.of(arguments)).execute(arguments);
      console.out().finish();
      code = wanted;
      if (root.verbose()) {
        ClassArchive.ofProcess().problem().ifPresent(console::say);
      }
    } catch (IOException e) {
      console.say("cannot write to standard output: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      internalError(e);
    }
    return code;
  }

  /// Picocli's description of the command that was typed, or of all commands if none was.
  CommandLine commandLine(List<String> arguments) {
    CommandLine line = new CommandLine(root);
    commands(arguments).forEach(command -> line.addSubcommand(command.get()));
    line.getSubcommands().values().forEach(WithSettings::addOption);
    return line.setOut(new PrintWriter(console.out()))
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(new WithSettings(console))
        .setExecutionExceptionHandler(this::failed)
        .setParameterExceptionHandler(this::misused);
  }

  /// The command that was typed, or all of them if none was, or `help`. Picocli reads a command's annotations by
  /// reflection, which costs a good part of the start, so it gets no more commands than it needs.
  private Collection<Supplier<Object>> commands(List<String> arguments) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("check", () -> new CheckCommand(console));
    all.put("collect", () -> new CollectCommand(console));
    all.put("gate", () -> new GateCommand(console));
    all.put("show", () -> new ShowCommand(console));
    all.put("probe", () -> new ProbeCommand(console));
    all.put("explain", () -> new ExplainCommand(console));
    all.put("baseline", () -> new BaselineCommand(console));
    all.put("test", () -> new TestCommand(console));
    all.put("waivers", () -> new WaiversCommand(console));
    all.put("lint", () -> new LintCommand(console));
    all.put("inventory", () -> new InventoryCommand(console));
    all.put("demo", () -> new DemoCommand(console));
    all.put("help", HelpCommand::new);
    Optional<String> typed = arguments.stream().filter(all::containsKey).findFirst();
    if (typed.filter("help"::equals).isPresent()) {
      return all.values();
    }
    if (typed.isPresent()) {
      all.keySet().retainAll(List.of(typed.get()));
    } else if (arguments.contains("--version") || arguments.contains("-V")) {
      all.clear();
    }
    return all.values();
  }

  private int failed(Exception exception, CommandLine command, ParseResult parsed) {
    switch (exception) {
      case BadFiles bad -> bad.show(console);
      // finish() reports that standard output failed
      case IOException _ when console.out().failed() -> {}
      case IOException e -> console.say(sentence(e));
      default -> internalError(exception);
    }
    return notRun;
  }

  private static String sentence(IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return switch (e) {
      case NoSuchFileException _ -> "no such file: " + message;
      case AccessDeniedException _ -> "not permitted: " + message;
      case FileSystemException _ -> message;
      default -> message.isEmpty() ? e.toString() : message;
    };
  }

  private int misused(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    Optional<String> secret = SecretOption.among(arguments);
    if (secret.isPresent()) {
      console.say(secret.get());
      return notRun;
    }
    console.say(Objects.requireNonNullElse(exception.getMessage(), "wrong usage"));
    Optional<String> instead =
        exception instanceof UnmatchedArgumentException unmatched
            ? AnsibleHabit.instead(unmatched)
            : Optional.empty();
    if (instead.isPresent()) {
      console.err().println("hint: " + instead.get());
    } else {
      UnmatchedArgumentException.printSuggestions(exception, console.err());
    }
    console.err().println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    return notRun;
  }

  /// Shows the stack traces of a fault and its causes. A message may quote a host, so each is escaped and stays on its
  /// line.
  private void show(Throwable fault) {
    Throwable shown = fault;
    for (int cause = 0; shown != null && cause < MOST_CAUSES; cause++, shown = shown.getCause()) {
      console.err().println(Escape.line(SecretNames.withoutPasswords(String.valueOf(shown))));
      for (StackTraceElement frame : shown.getStackTrace()) {
        console.err().println("    at " + Escape.line(String.valueOf(frame)));
      }
    }
  }

  /// Reports a fault of this program. Safe to call from any thread.
  void internalError(Throwable fault) {
    console.say("internal error: " + fault + " (-v shows where; please report it)");
    if (root.verbose()) {
      show(fault);
    }
  }
}
