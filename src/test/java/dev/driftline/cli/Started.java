package dev.driftline.cli;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// What a command ended with, in this process: exit code, standard output, standard error.
public record Started(int code, String out, String err) {

  /// Runs the program with these arguments.
  public static Started with(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Console console = new Console(new Output(out), new PrintWriter(err, true));
    int code = new Main(console).run(arguments);
    return new Started(code, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
