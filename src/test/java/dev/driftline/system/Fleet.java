package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Real SSH hosts made of Linux namespaces, for one test class: `fleet.sh` says how.
///
/// Needs root and Debian packages; where those are missing the test that asked for it fails and says so.
public final class Fleet {

  private static final String SCRIPT =
      Path.of("src/test/resources/fleet/fleet.sh").toAbsolutePath().toString();

  private final Path folder;

  private Fleet(Path folder) {
    this.folder = folder;
  }

  /// Brings up the hosts `names` (comma-separated) with further options of `fleet.sh up`.
  public static Fleet up(String names, String... options) throws IOException, InterruptedException {
    Fleet fleet = new Fleet(Files.createTempDirectory("driftline-fleet-"));
    assertThat(fleet.script("can").exit())
        .as("this machine can make namespace hosts: needs root and the packages bin/test installs")
        .isZero();
    List<String> words = new ArrayList<>(List.of("up", "--names", names, "--base", freeNetwork()));
    words.addAll(List.of(options));
    Said up = fleet.script(words.toArray(String[]::new));
    assertThat(up.exit()).as(up.text()).isZero();
    assertThat(fleet.script("status").exit()).as("all hosts are up").isZero();
    Files.writeString(fleet.folder.resolve("young.yml"), "all:\n  vars:\n    stdio_min_age: 0s\n");
    return fleet;
  }

  /// Runs `check` with an inventory of the fleet, with the report as JSON. Young processes are looked at, too.
  Program.Result check(String inventory, String hosts, String... more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("check", hosts, "-i", path(inventory)));
    words.addAll(List.of("-i", path("young.yml"), "--format", "json"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  /// Another fleet may be up on this machine, of another class or of a person.
  private static String freeNetwork() throws SocketException {
    Set<String> taken =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(InetAddress::getHostAddress)
            .collect(Collectors.toSet());
    return IntStream.range(77, 100)
        .filter(n -> !taken.contains("10.%d.255.254".formatted(n)))
        .mapToObj("10.%d.0.0/16"::formatted)
        .findFirst()
        .orElseThrow();
  }

  /// A file of the fleet: `inventory.yml`, `inventory-probe.yml`, `known_hosts`, `id_ed25519`.
  public String path(String file) {
    return folder.resolve(file).toString();
  }

  /// Runs a shell command as root inside a host, without SSH; it must succeed.
  public String inside(String host, String command) throws IOException, InterruptedException {
    Said said = script("exec", host, "/bin/sh", "-c", command);
    assertThat(said.exit()).as("%s on %s: %s".formatted(command, host, said.text())).isZero();
    return said.text();
  }

  /// The address of a host.
  String address(String host) throws IOException {
    return Files.readAllLines(folder.resolve("hosts")).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[1].equals(host))
        .map(words -> words[2])
        .findFirst()
        .orElseThrow();
  }

  /// The address that hosts see this machine at.
  String machine() throws IOException {
    String first = Files.readAllLines(folder.resolve("hosts")).getFirst().split(" ", -1)[2];
    return first.replaceFirst("\\.\\d+\\.\\d+$", ".255.254");
  }

  /// Copies a file of this machine into a host.
  public void copy(String host, Path file, String target) throws IOException {
    Files.copy(
        file,
        Path.of(root(host) + target),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /// Gives root and the ordinary user of a host another login shell.
  void shell(String host, String program) throws IOException, InterruptedException {
    inside(
        host,
        """
        sed -i -e 's#^\\(root:.*:\\)[^:]*$#\\1%1$s#' -e 's#^\\(probe:.*:\\)[^:]*$#\\1%1$s#' /etc/passwd
        [ "$(grep -c -e '^root:.*:%1$s$' -e '^probe:.*:%1$s$' /etc/passwd)" = 2 ]
        """
            .formatted(program));
  }

  /// A host's files as this machine sees them.
  private String root(String host) throws IOException {
    return "/proc/" + process(host) + "/root";
  }

  /// The number that process 1 of a host has on this machine.
  private String process(String host) throws IOException {
    return Files.readString(folder.resolve("pids").resolve(host)).split(" ", -1)[0];
  }

  /// Words that run what follows them as root inside a host, without SSH.
  public List<String> entering(String host) throws IOException {
    return List.of("nsenter", "-t", process(host), "-m", "-u", "-i", "-n", "-p", "-C", "--");
  }

  /// The files and folders of a host that were made, written, renamed or given other rights since `stamp` was written,
  /// and the folders that lost one. What is below `except` does not count.
  List<String> changedSince(String host, String stamp, String except)
      throws IOException, InterruptedException {
    String root = root(host);
    Said said =
        run(
            "",
            List.of(
                "find",
                root + "/",
                "-xdev",
                "-path",
                root + "/" + except.substring(1),
                "-prune",
                "-o",
                "-cnewer",
                root + stamp,
                "-print"));
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text().lines().toList();
  }

  /// The processes of a host, one a line.
  String processes(String host) throws IOException, InterruptedException {
    return inside(
        host,
        """
        for p in /proc/[0-9]*; do
          if [ "$p" != "/proc/$$" ] && read -r line <"$p/stat"; then echo "${line%%)*}"; fi
        done
        """);
  }

  /// Waits until a host has these processes only; what else is there after 10 s fails the test.
  void awaitProcesses(String host, String expected) throws IOException, InterruptedException {
    awaitProcesses(host, expected, Duration.ofSeconds(10));
  }

  /// Waits until a host has these processes only; what else is there after `limit` fails the test.
  void awaitProcesses(String host, String expected, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String seen = processes(host);
    while (!seen.equals(expected) && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      seen = processes(host);
    }
    assertThat(seen).isEqualTo(expected);
  }

  /// Writes a file in a host.
  public void put(String host, String file, String content)
      throws IOException, InterruptedException {
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
  public void down() throws IOException, InterruptedException {
    Said down = script("down");
    assertThat(down.exit()).as(down.text()).isZero();
  }
}
