package dev.driftline.ssh.hostile;

import dev.driftline.ssh.hostkey.PublicKey;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Servers of some kinds in a process of their own: what this process measures of itself is the client's alone. The
/// hostile ones run when nothing else wants to, since they have machines of their own elsewhere.
final class ServerProcess implements AutoCloseable {

  /// @param known a line of known_hosts
  private record Served(int port, String known) {}

  private final Process process;
  private final Map<Kind, Served> servers = new EnumMap<>(Kind.class);

  ServerProcess(List<Kind> kinds) throws IOException {
    List<String> command = new ArrayList<>();
    if (kinds.stream().noneMatch(Kind::healthy)) {
      command.addAll(List.of("nice", "-n", "19"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder(ServerProcess.class) + File.pathSeparator + folder(PublicKey.class),
            ServerProcess.class.getName()));
    kinds.forEach(kind -> command.add(kind.name()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    for (Kind kind : kinds) {
      String line = said.readLine();
      if (line == null) {
        throw new IOException("the servers did not start");
      }
      String[] portAndKey = line.split(" ", 2);
      servers.put(kind, new Served(Integer.parseInt(portAndKey[0]), portAndKey[1] + "\n"));
    }
  }

  /// Where the class was loaded from, however the tests are started.
  private static String folder(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  int port(Kind kind) {
    return served(kind).port();
  }

  /// A line of known_hosts.
  String known(Kind kind) {
    return served(kind).known();
  }

  private Served served(Kind kind) {
    return Objects.requireNonNull(servers.get(kind));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Says port and key of each, and serves until stdin ends.
  static void main(String[] kinds) throws IOException {
    for (String kind : kinds) {
      HostileServer server = new HostileServer(Kind.valueOf(kind).play());
      System.out.println(server.port() + " " + server.known().strip());
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
