package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.PublicKey;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in at a real sshd with which key: files, encrypted files, and a real ssh-agent.
@Tag("host")
@Timeout(60)
class LoginsTest {

  private static final String USE_ANOTHER =
      "Name a usable private key in the inventory or with --key, or start ssh-agent.";

  @TempDir static Path shared;
  @TempDir Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(shared);
    OpenSshServer.keygen(shared.resolve("stranger"), "ed25519", "");
    OpenSshServer.keygen(shared.resolve("other"), "rsa", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SshSettings settings(
      Optional<Path> key, Optional<Path> agent, List<Path> defaultKeys, Passphrases passphrases)
      throws Exception {
    return new SshSettings(
        new HostKeys(List.of(server.knownHosts("ed25519")), false),
        new Credentials(System.getProperty("user.name"), key, agent, defaultKeys, passphrases),
        Duration.ofSeconds(10),
        10);
  }

  private static Ending run(SshSettings settings) throws Exception {
    return Hosts.run(settings, Hosts.host("app1", server.port()), "echo asked", Recorder.patient());
  }

  private static Ending.Failed unusable(String words) {
    return new Ending.Failed(
        Reason.AUTH, "app1: 127.0.0.1:" + server.port() + ": login: " + words, USE_ANOTHER);
  }

  private static String shown(Path key) throws Exception {
    String[] fields = Files.readString(Path.of(key + ".pub")).split(" ", 3);
    return PublicKey.of(Base64.getDecoder().decode(fields[1])).orElseThrow().toString();
  }

  /// A copy of the key that is let in, encrypted.
  private Path encrypted(String passphrase) throws Exception {
    Path copy = Files.copy(server.userKey(), directory.resolve("encrypted"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    OpenSshServer.run("ssh-keygen", "-q", "-p", "-P", "", "-N", passphrase, "-f", copy.toString());
    return copy;
  }

  private static Ending ask(SshTransport transport) throws InterruptedException {
    return transport.run(
        Hosts.host("app1", server.port()),
        () -> "echo asked".getBytes(StandardCharsets.US_ASCII),
        Recorder.patient(),
        new HostClock(Hosts.LONG));
  }

  @Test
  void asksOnceForThePassphraseOfSeveralHosts() throws Exception {
    Path key = encrypted("open sesame");
    AtomicInteger asked = new AtomicInteger();
    Passphrases passphrases =
        file -> {
          assertThat(file).isEqualTo(key);
          asked.incrementAndGet();
          return Optional.of(new Secret("open sesame"));
        };
    try (SshTransport transport =
            new SshTransport(settings(Optional.of(key), Optional.empty(), List.of(), passphrases));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        endings.add(threads.submit(() -> ask(transport)));
      }
      for (Future<Ending> ending : endings) {
        assertThat(ending.get()).isEqualTo(Hosts.ENDED);
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksBeforeAnyHostIsAskedAndThenNoMore() throws Exception {
    Path key = encrypted("open sesame");
    AtomicInteger asked = new AtomicInteger();
    Passphrases passphrases =
        _ -> {
          asked.incrementAndGet();
          return Optional.of(new Secret("open sesame"));
        };
    try (SshTransport transport =
        new SshTransport(settings(Optional.of(key), Optional.empty(), List.of(), passphrases))) {
      transport.unlockKeys(List.of(Hosts.host("app1", server.port())));
      assertThat(asked).hasValue(1);
      assertThat(ask(transport)).isEqualTo(Hosts.ENDED);
    }
    assertThat(asked).hasValue(1);
  }

  /// Desktops set the socket of an agent that holds nothing; one that is not there holds nothing either.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void asksForTheUsualKeysToo(boolean namesAnAgent) throws Exception {
    Optional<Path> agent = Optional.of(directory.resolve("no-agent")).filter(_ -> namesAnAgent);
    Path key = encrypted("open sesame");
    List<Path> asked = new ArrayList<>();
    Passphrases passphrases =
        file -> {
          asked.add(file);
          return Optional.empty();
        };
    List<Path> usual = List.of(directory.resolve("missing"), key, server.userKey());
    try (SshTransport transport =
        new SshTransport(settings(Optional.empty(), agent, usual, passphrases))) {
      transport.unlockKeys(List.of(Hosts.host("app1", server.port())));
    }
    assertThat(asked).containsExactly(key);
  }

  @Test
  void saysThatThePassphraseIsWrong() throws Exception {
    Path key = encrypted("open sesame");
    Passphrases wrong = _ -> Optional.of(new Secret("open barley"));

    assertThat(run(settings(Optional.of(key), Optional.empty(), List.of(), wrong)))
        .isEqualTo(unusable(key + " is encrypted with another passphrase"));
  }

  @Test
  void saysThatNobodyGaveThePassphrase() throws Exception {
    Path key = encrypted("open sesame");

    assertThat(run(settings(Optional.of(key), Optional.empty(), List.of(), Passphrases.none())))
        .isEqualTo(unusable(key + " is encrypted, and nobody gave its passphrase"));
  }

  @Test
  void refusesAKeyFileThatOthersCanRead() throws Exception {
    Path key = Files.copy(server.userKey(), directory.resolve("open"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(run(settings(Optional.of(key), Optional.empty(), List.of(), Passphrases.none())))
        .isEqualTo(
            unusable(
                key
                    + " may be used by others than its owner; ssh refuses such a key too"
                    + " (chmod 600)"));
  }

  @Test
  void triesTheDefaultKeysUpToTheLast() throws Exception {
    List<Path> keys =
        List.of(
            shared.resolve("missing"),
            shared.resolve("stranger"),
            shared.resolve("other"),
            server.userKey());

    assertThat(run(settings(Optional.empty(), Optional.empty(), keys, Passphrases.none())))
        .isEqualTo(Hosts.ENDED);
  }

  @Test
  void namesEveryDefaultKeyThatWasRefused() throws Exception {
    Path stranger = shared.resolve("stranger");
    Path other = shared.resolve("other");

    assertThat(
            run(
                settings(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(stranger, other),
                    Passphrases.none())))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:%d: login: the host does not let %s in with %s (%s), %s (%s)"
                    .formatted(
                        server.port(),
                        System.getProperty("user.name"),
                        shown(stranger),
                        stranger,
                        shown(other),
                        other),
                "Check the user and the key in the inventory, and authorized_keys on the host.",
                Optional.of("127.0.0.1")));
  }

  @Test
  void logsInWithTheKeyOfAnAgent() throws Exception {
    Path socket = directory.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    try {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (Files.notExists(socket) && agent.isAlive() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      add(socket, shared.resolve("other"));
      add(socket, server.userKey());

      assertThat(
              run(settings(Optional.empty(), Optional.of(socket), List.of(), Passphrases.none())))
          .isEqualTo(Hosts.ENDED);
      assertThat(
              run(
                  settings(
                      Optional.of(encrypted("open sesame")),
                      Optional.of(socket),
                      List.of(),
                      Passphrases.none())))
          .as("the agent signs for an encrypted file whose key it holds")
          .isEqualTo(Hosts.ENDED);
    } finally {
      agent.destroy();
      assertThat(agent.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// X07, with the real agent: a key that is to be confirmed where nobody can confirm it, then a locked agent.
  @Test
  void anAgentThatIsLockedOrWantsToBeAskedIsNamed() throws Exception {
    Path socket = directory.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    try {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (Files.notExists(socket) && agent.isAlive() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      SshSettings settings =
          settings(Optional.empty(), Optional.of(socket), List.of(), Passphrases.none());
      OpenSshServer.run(
          "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", "-c", server.userKey().toString());
      assertThat(detail(settings)).contains("ssh-agent at " + socket + " refused to sign with ");

      Path word = Files.writeString(directory.resolve("word"), "#!/bin/sh\necho locked\n");
      OpenSshServer.run("chmod", "700", word.toString());
      OpenSshServer.run(
          "env",
          "SSH_AUTH_SOCK=" + socket,
          "SSH_ASKPASS=" + word,
          "SSH_ASKPASS_REQUIRE=force",
          "ssh-add",
          "-q",
          "-x");
      assertThat(detail(settings)).contains("ssh-agent holds none");
    } finally {
      agent.destroy();
      assertThat(agent.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String detail(SshSettings settings) throws Exception {
    return ((Ending.Failed) run(settings)).detail();
  }

  private static void add(Path socket, Path key) throws Exception {
    OpenSshServer.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
  }

  @Test
  void saysThatThereIsNoAgentWhereOneIsNamed() throws Exception {
    Path socket = directory.resolve("nobody");

    assertThat(run(settings(Optional.empty(), Optional.of(socket), List.of(), Passphrases.none())))
        .isEqualTo(
            unusable(
                "there is no key to log in with: none is named, ssh-agent at "
                    + socket
                    + ": No such file or directory, and none of [] exists"));
  }
}
