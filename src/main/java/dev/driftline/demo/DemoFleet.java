package dev.driftline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;

/// A small fleet on this machine that has the fault of driftline's story. Processes, shells and SSH are real. The hosts
/// listen on loopback addresses, and their keys are thrown away at the end.
///
/// Descriptor 2 is closed on one host, a connection on another, and `/dev/null` on the third. The database is a plain
/// TCP listener. If the machine allows no namespaces, there is one host, which is the machine itself.
public final class DemoFleet implements AutoCloseable {

  private static final Logger SERVER_LOG = Logger.getLogger("org.apache.sshd");

  private final Path folder;
  private final Interpreter interpreter;
  private final boolean namespaces;
  private final List<AutoCloseable> started = new ArrayList<>();
  private final StringBuilder inventory = new StringBuilder();
  private final StringBuilder knownHosts = new StringBuilder();
  private final KeyPair userKey;

  private DemoFleet(Path folder, Interpreter interpreter, boolean namespaces)
      throws GeneralSecurityException {
    this.folder = folder;
    this.interpreter = interpreter;
    this.namespaces = namespaces;
    this.userKey = newKey();
  }

  /// Starts everything and waits until each process has reached its state.
  ///
  /// @throws DemoException if this machine lacks something; the message says what
  public static DemoFleet start() throws DemoException, IOException, InterruptedException {
    Interpreter interpreter =
        Interpreter.find()
            .orElseThrow(() ->
                new DemoException(
                    "the demo's daemons need perl or python3, and neither is on this machine:"
                        + " install one of them (Debian: apt-get install perl)"));
    SERVER_LOG.setLevel(Level.OFF);
    Path folder =
        Files.createTempDirectory(
            "driftline-demo-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    boolean whole = false;
    DemoFleet fleet = null;
    try {
      fleet = new DemoFleet(folder, interpreter, HostProcess.namespacesWork());
      fleet.startHosts();
      fleet.writeFiles();
      whole = true;
      return fleet;
    } catch (GeneralSecurityException e) {
      throw new DemoException("cannot make a key: " + e.getMessage());
    } finally {
      if (!whole) {
        closeWhatWasStarted(fleet, folder);
      }
    }
  }

  private static void closeWhatWasStarted(@Nullable DemoFleet fleet, Path folder)
      throws IOException {
    if (fleet == null) {
      delete(folder);
    } else {
      fleet.close();
    }
  }

  private void startHosts()
      throws DemoException, IOException, InterruptedException, GeneralSecurityException {
    copy("init.sh");
    copy(interpreter.script());
    inventory.append("all:\n  vars:\n    stdio_min_age: 0s\n    ansible_user: demo\n");
    inventory.append("    ansible_ssh_private_key_file: %s\n".formatted(folder.resolve("key")));
    inventory.append("  hosts:\n");
    if (namespaces) {
      int port = host("db1", "127.0.77.1", "listener", 0);
      host("app1", "127.0.77.2", "socket", "127.0.77.1", port);
      host("app2", "127.0.77.3", "closed", "127.0.77.1", port);
      host("app3", "127.0.77.4", "healthy", "127.0.77.1", port);
    } else {
      thisMachine();
    }
  }

  private int host(String name, String address, String role, int port)
      throws DemoException, IOException, InterruptedException, GeneralSecurityException {
    return host(name, address, role, address, port);
  }

  private int host(String name, String address, String role, String peer, int port)
      throws DemoException, IOException, InterruptedException, GeneralSecurityException {
    HostProcess process = daemon(role, peer, port);
    serve(name, address, process);
    return process.number();
  }

  /// Without namespaces: one host with all daemons. It shows all processes of this machine.
  private void thisMachine()
      throws DemoException, IOException, InterruptedException, GeneralSecurityException {
    HostProcess listener = daemon("listener", "127.0.77.1", 0);
    daemon("socket", "127.0.77.1", listener.number());
    daemon("closed", "127.0.77.1", listener.number());
    daemon("healthy", "127.0.77.1", listener.number());
    serve("this-machine", "127.0.77.1", listener);
  }

  private HostProcess daemon(String role, String address, int port)
      throws DemoException, InterruptedException {
    HostProcess process =
        HostProcess.start(
            folder.resolve("init.sh"),
            namespaces,
            List.of(
                interpreter.program().toString(),
                folder.resolve(interpreter.script()).toString(),
                role,
                address,
                Integer.toString(port)));
    started.add(process);
    return process;
  }

  private void serve(String name, String address, HostProcess process)
      throws IOException, GeneralSecurityException {
    DemoServer server = DemoServer.start(address, newKey(), userKey.getPublic(), process);
    started.add(server);
    knownHosts.append(server.knownHostsLine()).append('\n');
    inventory.append(
        "    %s:\n      ansible_host: %s\n      ansible_port: %d\n"
            .formatted(name, address, server.port()));
  }

  private void writeFiles() throws IOException, GeneralSecurityException {
    Files.writeString(inventoryFile(), inventory);
    Files.writeString(knownHostsFile(), knownHosts);
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "driftline demo", null, out);
    }
  }

  private void copy(String resource) throws IOException {
    try (InputStream in = DemoFleet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the package lacks " + resource);
      }
      Files.write(folder.resolve(resource), in.readAllBytes());
    }
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  public Path inventoryFile() {
    return folder.resolve("inventory.yml");
  }

  public Path knownHostsFile() {
    return folder.resolve("known_hosts");
  }

  /// Describes the fleet and its fault, in sentences for people.
  public String introduction() {
    String hosts =
        namespaces
            ? """
            Four hosts on this machine, each with its own processes, reached over real SSH:
              db1   a plain TCP listener that stands in for the database
              app1  a daemon that closed stderr before it connected: descriptor 2 is the connection
              app2  the same daemon before it connects: descriptor 2 is closed, and waits to be taken
              app3  the repaired daemon: descriptor 2 is /dev/null, the connection is elsewhere
            """
            : """
            This machine does not let an ordinary user make PID namespaces (unshare), so there is one host,
            which is this machine with all of its processes, reached over real SSH. Among them a plain TCP
            listener that stands in for the database, and a daemon in three states: descriptor 2 closed, the
            connection, /dev/null.
            """;
    return hosts + "The processes are real (" + interpreter.program() + ").\n";
  }

  /// Ends all that was started, and removes all that was written.
  @Override
  public void close() throws IOException {
    IOException failure = new IOException("the demo could not be ended cleanly");
    for (AutoCloseable each : started.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    delete(folder);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
