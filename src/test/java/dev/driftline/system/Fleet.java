package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Real SSH hosts made of Linux namespaces, for one test class: `fleet.sh` says how.
///
/// Needs root and Debian packages; where those are missing the test that asked for it fails and says so.
final class Fleet {

  private static final String SCRIPT =
      Path.of("src/test/resources/fleet/fleet.sh").toAbsolutePath().toString();

  private final Path folder;

  private Fleet(Path folder) {
    this.folder = folder;
  }

  /// Brings up the hosts `names` (comma-separated) with further options of `fleet.sh up`.
  static Fleet up(String names, String... options) throws IOException, InterruptedException {
    Fleet fleet = new Fleet(Files.createTempDirectory("driftline-fleet-"));
    assertThat(fleet.script("can").exit())
        .as("this machine can make namespace hosts: needs root and the packages bin/test installs")
        .isZero();
    List<String> words = new ArrayList<>(List.of("up", "--names", names));
    words.addAll(List.of(options));
    Said up = fleet.script(words.toArray(String[]::new));
    assertThat(up.exit()).as(up.text()).isZero();
    assertThat(fleet.script("status").exit()).as("all hosts are up").isZero();
    return fleet;
  }

  /// A file of the fleet: `inventory.yml`, `inventory-probe.yml`, `known_hosts`, `id_ed25519`.
  String path(String file) {
    return folder.resolve(file).toString();
  }

  /// Runs a shell command as root inside a host, without SSH; it must succeed.
  String inside(String host, String command) throws IOException, InterruptedException {
    Said said = script("exec", host, "/bin/sh", "-c", command);
    assertThat(said.exit()).as("%s on %s: %s".formatted(command, host, said.text())).isZero();
    return said.text();
  }

  /// Writes a file in a host.
  void put(String host, String file, String content) throws IOException, InterruptedException {
    Said said = run(content, List.of(SCRIPT, "put", host, file));
    assertThat(said.exit()).as(said.text()).isZero();
  }

  /// Makes a host's package database say so: `openssl=1.1.1n-0`, `telnetd=-`.
  void claim(String host, String... packages) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("claim", host));
    words.addAll(List.of(packages));
    Said said = script(words.toArray(String[]::new));
    assertThat(said.exit()).as(said.text()).isZero();
  }

  private record Said(int exit, String text) {}

  private Said script(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(SCRIPT));
    words.addAll(List.of(arguments));
    return run("", words);
  }

  private Said run(String stdin, List<String> words) throws IOException, InterruptedException {
    Path said = Files.createTempFile("driftline-fleet-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("DRIFTLINE_FLEET_DIR", folder.toString());
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time: " + words).isTrue();
    String text = Files.readString(said);
    Files.delete(said);
    return new Said(process.exitValue(), text);
  }

  /// Ends all hosts.
  void down() throws IOException, InterruptedException {
    Said down = script("down");
    assertThat(down.exit()).as(down.text()).isZero();
  }
}
