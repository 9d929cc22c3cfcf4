package dev.driftline.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real sshd on 127.0.0.1 with keys of its own, which lets the user of this process in with one key.
public final class OpenSshServer implements AutoCloseable {

  private final Path directory;
  private final int port;
  private final Process process;

  private OpenSshServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /// Starts a server with keys of its own.
  ///
  /// @param options lines of sshd_config, which win over those that are here
  public static OpenSshServer start(Path directory, String... options)
      throws IOException, InterruptedException {
    return start(directory, List.of(), options);
  }

  /// Starts a server that sees other files than this machine has.
  ///
  /// @param setUp shell commands that mount what the server and its sessions are to see
  static OpenSshServer startAfter(String setUp, Path directory, String... options)
      throws IOException, InterruptedException {
    return start(
        directory,
        List.of("unshare", "--mount", "sh", "-c", "set -e\n" + setUp + "\nexec \"$@\"", "sh"),
        options);
  }

  private static OpenSshServer start(Path directory, List<String> within, String... options)
      throws IOException, InterruptedException {
    keygen(directory.resolve("host_ed25519"), "ed25519", "");
    keygen(directory.resolve("host_rsa"), "rsa", "");
    keygen(directory.resolve("user"), "ed25519", "");
    Path authorized = directory.resolve("authorized_keys");
    Files.copy(directory.resolve("user.pub"), authorized);
    run("chmod", "600", authorized.toString());
    if (Files.notExists(Path.of("/run/sshd"))) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    int port = freePort();
    Files.writeString(
        directory.resolve("sshd_config"), config(directory, port, authorized, options));
    List<String> command = new ArrayList<>(within);
    command.addAll(
        List.of("/usr/sbin/sshd", "-D", "-e", "-f", directory.resolve("sshd_config").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    OpenSshServer server = new OpenSshServer(directory, port, process);
    server.awaitListening();
    return server;
  }

  private static String config(Path directory, int port, Path authorized, String... options) {
    return """
    %s
    ListenAddress 127.0.0.1
    Port %d
    HostKey %s
    HostKey %s
    AuthorizedKeysFile %s
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    PidFile none
    LogLevel VERBOSE
    """
        .formatted(
            String.join("\n", options) + usualMaxStartups(options),
            port,
            directory.resolve("host_ed25519"),
            directory.resolve("host_rsa"),
            authorized);
  }

  /// Of this option, the last line wins in OpenSSH 9.2, not the first.
  private static String usualMaxStartups(String... options) {
    return String.join(" ", options).contains("MaxStartups") ? "" : "\nMaxStartups 500";
  }

  static void keygen(Path file, String type, String passphrase)
      throws IOException, InterruptedException {
    run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(end)) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        Thread.onSpinWait();
      }
      if (!process.isAlive()) {
        break;
      }
    }
    throw new IOException("sshd does not listen: " + log());
  }

  public int port() {
    return port;
  }

  /// The number of its listener.
  public long pid() {
    return process.pid();
  }

  public Path userKey() {
    return directory.resolve("user");
  }

  public String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /// `type base64` of a host key.
  String hostKey(String type) throws IOException {
    String line = Files.readString(directory.resolve("host_" + type + ".pub"));
    String[] fields = line.split(" ", 3);
    return fields[0] + " " + fields[1];
  }

  /// A line of known_hosts that holds one of the host's keys.
  public String known(String type) throws IOException {
    return known(type, port);
  }

  /// The same, as it is seen at another port.
  public String known(String type, int seenAt) throws IOException {
    return "[127.0.0.1]:%d %s\n".formatted(seenAt, hostKey(type));
  }

  /// A file of known hosts with that line.
  Path knownHosts(String type) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "known", "hosts"), known(type));
  }

  @Override
  public void close() {
    try (Stream<ProcessHandle> sessions = process.descendants()) {
      List<ProcessHandle> open = sessions.toList();
      process.destroy();
      open.forEach(ProcessHandle::destroy);
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        throw new UncheckedIOException(new IOException("sshd does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
