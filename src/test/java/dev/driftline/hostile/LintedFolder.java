package dev.driftline.hostile;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An inventory `hosts.yml` and a policy `p.yaml` in a folder of their own, and what driftline says of them.
record LintedFolder(Path path) {

  static final String INVENTORY = "all: {hosts: {h: {ansible_connection: local}}}\n";
  static final String POLICY =
      "policy: p\nchecks:\n  - {id: c, probe: host, expect: {os: debian}}\n";

  Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }

  /// What `driftline lint` says when the policy is this text, and the inventory good.
  Started lintPolicy(String text) throws IOException {
    write("hosts.yml", INVENTORY);
    write("p.yaml", text);
    return lint();
  }

  /// What `driftline lint` says when the inventory is this text, and the policy good.
  Started lintInventory(String text) throws IOException {
    write("hosts.yml", text);
    write("p.yaml", POLICY);
    return lint();
  }

  Started lint() {
    return run("lint");
  }

  /// A command with the two files; the folder's name is left out of what it says.
  Started run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", path + "/hosts.yml"));
    if (!command.equals("inventory") && !command.equals("probe")) {
      arguments.addAll(List.of("-p", path + "/p.yaml"));
    }
    arguments.addAll(List.of(more));
    return shortened(Started.with(arguments.toArray(String[]::new)));
  }

  Started shortened(Started started) {
    return new Started(started.code(), shortened(started.out()), shortened(started.err()));
  }

  private String shortened(String text) {
    return text.replace(path + "/", "").replace(path.toString(), ".");
  }

  /// An error that a file has at its beginning, as a whole.
  static String refused(String file, String message, String hint) {
    return "%s:1:1: error: %s\n  hint: %s\ndriftline: 1 error, 0 warnings\n"
        .formatted(file, message, hint);
  }

  /// The first line of what was said.
  static String first(Started started) {
    return started.err().lines().findFirst().orElse("");
  }
}
