package dev.driftline.cli;

import dev.driftline.source.SecretNames;
import dev.driftline.text.Escape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Where a command writes: data for programs on `out`, everything said to a person on `err`.
///
/// @param out standard output; commands need not flush it
/// @param err standard error, flushed at each line; a failure there is nobody's to hear and is ignored
public record Console(Output out, PrintWriter err) {

  /// The program's own streams.
  static Console ofProcess() {
    return new Console(
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /// One line for the person who started the command: `driftline: …`. Whoever chose the words in it (a host, a file's
  /// name, an argument), nothing in them acts on the terminal, and the password of a `user:secret@host` is left out.
  void say(String sentence) {
    err.println("driftline: " + Escape.line(SecretNames.withoutPasswords(sentence)));
  }
}
