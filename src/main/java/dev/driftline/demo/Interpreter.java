package dev.driftline.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The interpreter for the demo's daemons. Its language must be able to close a descriptor and then open a connection.
///
/// @param program absolute path
/// @param script  the resource with the daemon in this language
record Interpreter(Path program, String script) {

  private static final List<Interpreter> KNOWN =
      List.of(
          new Interpreter(Path.of("/usr/bin/perl"), "daemon.pl"),
          new Interpreter(Path.of("/usr/local/bin/perl"), "daemon.pl"),
          new Interpreter(Path.of("/usr/bin/python3"), "daemon.py"),
          new Interpreter(Path.of("/usr/local/bin/python3"), "daemon.py"));

  /// The first one that this machine has.
  static Optional<Interpreter> find() {
    return KNOWN.stream().filter(known -> Files.isExecutable(known.program())).findFirst();
  }
}
