package dev.driftline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program: parses the command line, runs one command and ends with its exit code.
///
/// The code starts as [#NOT_RUN_TO_ITS_END] and becomes another only when a command has returned
/// one and everything it printed has been written: no path that forgets either can say "clean".
public final class Main {

  /// The exit code for everything that is not a verdict: usage, a bad file, a report not written, a
  /// fault of this program.
  static final int NOT_RUN_TO_ITS_END = 1;

  private final Console console;
  private final Driftline root = new Driftline();

  Main(Console console) {
    this.console = console;
  }

  /// Starts the program with the `arguments` the user typed.
  public static void main(String[] arguments) {
    int code = NOT_RUN_TO_ITS_END;
    try {
      code = new Main(Console.ofProcess()).run(arguments);
    } finally {
      // A thread that still waits for a host must not keep the program alive.
      System.exit(code);
    }
  }

  /// Runs one command, and returns the exit code.
  int run(String... arguments) {
    int code = NOT_RUN_TO_ITS_END;
    try {
      int wanted = commandLine().execute(arguments);
      console.out().finish();
      code = wanted;
    } catch (IOException e) {
      console.say("cannot write to standard output: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      internalError(e);
    }
    return code;
  }

  private CommandLine commandLine() {
    return new CommandLine(root)
        .setOut(new PrintWriter(console.out()))
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(this::failed)
        .setParameterExceptionHandler(this::misused);
  }

  private int failed(Exception exception, CommandLine command, ParseResult parsed) {
    // A report that could not be written is no fault of this program; finish() reports it.
    if (!console.out().failed()) {
      internalError(exception);
    }
    return NOT_RUN_TO_ITS_END;
  }

  private int misused(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    console.say(Objects.requireNonNullElse(exception.getMessage(), "wrong usage"));
    UnmatchedArgumentException.printSuggestions(exception, console.err());
    console.err().println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    return NOT_RUN_TO_ITS_END;
  }

  private void internalError(Throwable fault) {
    console.say("internal error: " + fault + " (-v shows where; please report it)");
    if (root.verbose()) {
      fault.printStackTrace(console.err());
    }
  }
}
