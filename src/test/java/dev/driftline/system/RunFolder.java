package dev.driftline.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// A folder with what one run of the program reads and writes. The host is this machine.
record RunFolder(Path path) {

  /// Writes the inventory of one host, `here`.
  static RunFolder with(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    folder.write("inventory.yml", "all:\n  hosts:\n    here: { connection: local }\n");
    return folder;
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }

  /// A policy of `count` checks, which all ask for the same command once and expect it to be silent.
  void policy(String name, int count, String command) throws IOException {
    StringBuilder text = new StringBuilder("policy: %s\nhosts: all\nchecks:\n".formatted(name));
    IntStream.range(0, count)
        .forEach(number ->
            text.append(
                """
                  - id: %s-%d
                    title: Number %d of many checks of the same command
                    probe: { command: '%s' }
                    expect: { exit: 0, stderr: clean }
                    severity: minor
                """
                    .formatted(name, number, number, command)));
    write(name + ".yaml", text.toString());
  }

  /// The words of a shell that check this machine by a policy of this folder.
  String check(String policy) {
    return "\"$DRIFTLINE\" check -i %1$s/inventory.yml -p %1$s/%2$s.yaml".formatted(path, policy);
  }

  String text(String name) throws IOException {
    return Files.readString(path.resolve(name));
  }
}
