package dev.driftline.simulated;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/// Any number of SSH hosts on 127.0.0.0/8, served by this process.
///
/// ```
/// java -cp … dev.driftline.simulated.SimulatedFleet FOLDER answering=950 slow=50 pause=20
/// ```
///
/// writes `inventory.yml` (one group a kind), `known_hosts` and the login `key` into FOLDER, prints `ready`, and serves
/// until its standard input ends. `pause` is how many seconds a slow host takes.
public final class SimulatedFleet implements Closeable {

  private static final Logger SERVER_LOG = Logger.getLogger("org.apache.sshd");
  private static final int KEY_BITS = 256;
  private static final String PAUSE = "pause";
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(30);

  private final Path folder;
  private final Map<HostKind, Integer> hosts;
  private final SshDoor ssh;
  private final PlainDoor plain;
  private final int nobodysPort;

  private SimulatedFleet(Path folder, Map<HostKind, Integer> hosts, Duration pause)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.hosts = hosts;
    KeyPair userKey = newKey();
    this.ssh = new SshDoor(newKey(), userKey.getPublic(), pause);
    this.plain = new PlainDoor();
    this.nobodysPort = nobodysPort();
    writePrivateKey(userKey);
    Files.writeString(folder.resolve("known_hosts"), knownHosts());
    Files.writeString(folder.resolve("inventory.yml"), inventory());
  }

  public static void main(String[] arguments) throws Exception {
    Map<HostKind, Integer> hosts = new EnumMap<>(HostKind.class);
    Duration pause = DEFAULT_PAUSE;
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      String[] words = argument.split("=", 2);
      int number = Integer.parseInt(words[1]);
      if (words[0].equals(PAUSE)) {
        pause = Duration.ofSeconds(number);
      } else {
        hosts.put(HostKind.of(words[0]), number);
      }
    }
    SERVER_LOG.setLevel(Level.OFF);
    try (SimulatedFleet _ = new SimulatedFleet(Path.of(arguments[0]), hosts, pause)) {
      System.out.println("ready");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(0);
  }

  /// Ed25519, as OpenSSH makes them for hosts and users unless told otherwise.
  private static KeyPair newKey() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, KEY_BITS);
  }

  private static int nobodysPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void writePrivateKey(KeyPair userKey) throws IOException, GeneralSecurityException {
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "simulated", null, out);
    }
  }

  private int port(HostKind kind) {
    return switch (kind.door()) {
      case SSH -> ssh.port();
      case PLAIN -> plain.port();
      case NONE -> nobodysPort;
    };
  }

  private String knownHosts() {
    StringBuilder lines = new StringBuilder();
    hosts.forEach((kind, count) -> {
      for (int number = 0; number < count; number++) {
        lines.append("[%s]:%d %s\n".formatted(kind.address(number), port(kind), ssh.publicKey()));
      }
    });
    return lines.toString();
  }

  /// All hosts mixed, as a run meets them, and a group a kind.
  private String inventory() {
    StringBuilder text = new StringBuilder("all:\n  vars:\n");
    text.append("    ansible_user: simulated\n");
    text.append("    ansible_ssh_private_key_file: %s\n".formatted(folder.resolve("key")));
    text.append("  hosts:\n");
    mixed().forEach(host -> text.append(host.line()));
    text.append("  children:\n");
    hosts.forEach((kind, count) -> {
      text.append("    %s:\n      hosts:\n".formatted(kind.word()));
      for (int number = 0; number < count; number++) {
        text.append("        %s:\n".formatted(name(kind, number)));
      }
    });
    return text.toString();
  }

  private record Entry(double place, String line) {}

  /// Every kind spread evenly over the whole.
  private List<Entry> mixed() {
    List<Entry> all = new ArrayList<>();
    hosts.forEach((kind, count) -> {
      for (int number = 0; number < count; number++) {
        all.add(
            new Entry(
                (number + 0.5) / count,
                "    %s: { host: %s, port: %d }\n"
                    .formatted(name(kind, number), kind.address(number), port(kind))));
      }
    });
    all.sort((a, b) -> Double.compare(a.place(), b.place()));
    return all;
  }

  private static String name(HostKind kind, int number) {
    return "%s%05d".formatted(kind.word(), number);
  }

  @Override
  public void close() throws IOException {
    ssh.close();
    plain.close();
  }
}
