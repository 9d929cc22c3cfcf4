package dev.driftline.cli.process;

import dev.driftline.report.Style;
import dev.driftline.source.SecretNames;
import dev.driftline.text.Ascii;
import dev.driftline.text.Escape;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// The two streams of a command: data for programs on `out`, messages for people on `err`.
///
/// @param out standard output; commands need not flush it
/// @param err standard error, flushed at each line. A failure there is ignored: there is no other place to report it
/// @param terminal what people read the streams on
public record Console(Output out, PrintWriter err, Terminal terminal) {

  /// Streams that are no terminals.
  public Console(Output out, PrintWriter err) {
    this(out, err, Terminal.NONE);
  }

  /// The program's own streams.
  public static Console ofProcess() {
    Terminal terminal = Terminal.ofProcess();
    Writer err =
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8);
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out), terminal.ascii()),
        new PrintWriter(terminal.ascii() ? Ascii.to(err) : err, true),
        terminal);
  }

  /// Standard input, for the few commands that read it. It need not be closed.
  public static InputStream input() {
    return new FileInputStream(FileDescriptor.in);
  }

  /// The style of a report on standard output.
  ///
  /// @param all whether long lists are shown whole
  public Style style(boolean all) {
    return terminal.style(all);
  }

  /// Writes one line for the person who started the command: `driftline: …`. The sentence may quote a host, the name of
  /// a file or an argument. So control characters are escaped, and the password of a `user:secret@host` is left out.
  public void say(String sentence) {
    err.println("driftline: " + Escape.line(SecretNames.withoutPasswords(sentence)));
  }
}
