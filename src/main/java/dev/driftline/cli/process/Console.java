package dev.driftline.cli.process;

import dev.driftline.source.SecretNames;
import dev.driftline.text.Escape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The two streams of a command: data for programs on `out`, messages for people on `err`.
///
/// @param out standard output; commands need not flush it
/// @param err standard error, flushed at each line. A failure there is ignored: there is no other place to report it
public record Console(Output out, PrintWriter err) {

  /// The program's own streams.
  public static Console ofProcess() {
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /// Writes one line for the person who started the command: `driftline: …`. The sentence may quote a host, the name of
  /// a file or an argument. So control characters are escaped, and the password of a `user:secret@host` is left out.
  public void say(String sentence) {
    err.println("driftline: " + Escape.line(SecretNames.withoutPasswords(sentence)));
  }
}
