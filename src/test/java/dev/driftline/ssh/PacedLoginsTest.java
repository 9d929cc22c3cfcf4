package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that take no login for now, and runs that must not bring a server to that.
@Timeout(60)
class PacedLoginsTest {

  private static final String BANNED = "Not allowed at this time";

  @TempDir Path directory;

  private static List<Ending> askAll(SshSettings settings, List<Host> hosts) throws Exception {
    return askAll(settings, hosts, Optional.empty());
  }

  private static List<Ending> askAll(SshSettings settings, List<Host> hosts, Optional<Deadline> run)
      throws Exception {
    List<Ending> endings = new ArrayList<>();
    try (SshTransport transport = new SshTransport(settings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> asked =
          hosts.stream()
              .map(host ->
                  threads.submit(() ->
                      transport.run(
                          host,
                          () -> "echo asked".getBytes(StandardCharsets.US_ASCII),
                          Recorder.patient(),
                          new HostClock(Hosts.LONG, run))))
              .toList();
      for (Future<Ending> ending : asked) {
        endings.add(ending.get());
      }
    }
    return endings;
  }

  @Test
  @Tag("host")
  void aServerThatTakesOneLoginAtATimeLetsAllHostsIn() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, "MaxStartups 1")) {
      List<Host> hosts =
          IntStream.range(0, 12).mapToObj(i -> Hosts.host("app" + i, server.port())).toList();

      assertThat(askAll(Hosts.settings(server.knownHosts("ed25519"), server.userKey()), hosts))
          .hasSize(12)
          .containsOnly(Hosts.ENDED);
      assertThat(server.log()).contains("MaxStartups");
    }
  }

  /// Says to the first so many what sshd says instead of its version, and leads the others to a server.
  private static ServerSocket turningAway(int first, String words, int target) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (int i = 0; true; i++) {
              Socket near = listener.accept();
              if (i < first) {
                near.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
                near.close();
              } else {
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                join(near, far);
                join(far, near);
              }
            }
          } catch (IOException _) {
            // the test is over
            return;
          }
        });
    return listener;
  }

  private static void join(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            from.getInputStream().transferTo(to.getOutputStream());
          } catch (IOException _) {
            // one side has hung up
            return;
          }
        });
  }

  @Test
  @Tag("host")
  void whatIsOnlyForNowIsTriedAgain() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory);
        ServerSocket front = turningAway(3, BANNED, server.port())) {
      Path known =
          Files.writeString(
              directory.resolve("known"), server.known("ed25519", front.getLocalPort()));

      assertThat(
              askAll(
                  Hosts.settings(known, server.userKey()),
                  List.of(Hosts.host("app1", front.getLocalPort()))))
          .containsExactly(Hosts.ENDED);
    }
  }

  private static Ending turnedAway(Path directory, String words) throws Exception {
    try (ServerSocket front = turningAway(Integer.MAX_VALUE, words, 0)) {
      OpenSshServer.keygen(directory.resolve("key"), "ed25519", "");
      Ending.Failed failed =
          (Ending.Failed)
              Hosts.run(
                  Hosts.settings(
                      Files.createFile(directory.resolve("known")), directory.resolve("key")),
                  Hosts.host("app1", front.getLocalPort()),
                  "echo",
                  Recorder.patient(),
                  Duration.ofSeconds(3));
      return new Ending.Failed(
          failed.reason(),
          failed.detail().replace(":" + front.getLocalPort(), ":PORT"),
          failed.hint());
    }
  }

  @Test
  void aBanIsNamedAsRefusedForNow() throws Exception {
    assertThat(turnedAway(directory, BANNED))
        .isEqualTo(
            new Ending.Failed(
                Reason.REFUSED,
                "app1: 127.0.0.1:PORT: version exchange: the host turns this machine away for now: "
                    + BANNED,
                "Mend the logins that fail there, and run again in some minutes: sshd counts failed"
                    + " logins (PerSourcePenalties)."));
  }

  @Test
  void tooManyLoginsAreNamedAsRefusedForNow() throws Exception {
    assertThat(turnedAway(directory, "Exceeded MaxStartups"))
        .isEqualTo(
            new Ending.Failed(
                Reason.REFUSED,
                "app1: 127.0.0.1:PORT: version exchange: the host turns this machine away for now:"
                    + " Exceeded MaxStartups",
                "Run again when fewer logins are under way there, or raise MaxStartups in the host's"
                    + " sshd_config."));
  }

  /// Counts as OpenSSH 9.8 does: 5 s for each refused login, and nobody is let in from 15 s on.
  private static final class Penalties {

    private static final Duration EACH = Duration.ofSeconds(5);
    private static final Duration BAN = Duration.ofSeconds(15);

    private long until = System.nanoTime();
    private boolean banned;

    synchronized boolean judge(boolean right) {
      if (!right) {
        until = Math.max(until, System.nanoTime()) + EACH.toNanos();
        banned |= until - System.nanoTime() >= BAN.toNanos();
      }
      return right && !banned;
    }
  }

  @Test
  void wrongPasswordsGetNobodyBanned() throws Exception {
    Penalties penalties = new Penalties();
    try (MinaServer server = new MinaServer()) {
      CoreModuleProperties.SERVER_IDENTIFICATION.set(server.settings(), "OpenSSH_9.9");
      server.settings().setPublickeyAuthenticator(null);
      server.settings().setKeyboardInteractiveAuthenticator(null);
      server
          .settings()
          .setPasswordAuthenticator((_, given, _) -> penalties.judge(given.equals("right")));
      server.start();
      List<Host> hosts =
          Stream.of("wrong", "wrong", "wrong", "right", "right", "right")
              .map(password -> Hosts.withPassword("app", server.port(), password))
              .toList();

      List<Ending> endings =
          askAll(
              Hosts.settings(
                  Files.writeString(directory.resolve("known"), server.known()),
                  directory.resolve("no-key")),
              hosts);

      assertThat(penalties.banned).isFalse();
      assertThat(endings.subList(3, 6)).containsOnly(Hosts.ENDED);
      assertThat(endings.subList(0, 3))
          .allSatisfy(
              ending -> assertThat(((Ending.Failed) ending).reason()).isEqualTo(Reason.AUTH));
    }
  }

  /// Accepts connections, and never says a word.
  private static final class MuteServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    MuteServer() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          open.add(listener.accept());
          connections.incrementAndGet();
        }
      } catch (IOException _) {
        // the test is over
        return;
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private SshSettings strangers(Duration connectTimeout) throws Exception {
    OpenSshServer.keygen(directory.resolve("key"), "ed25519", "");
    SshSettings usual =
        Hosts.settings(Files.createFile(directory.resolve("known")), directory.resolve("key"));
    return new SshSettings(usual.hostKeys(), usual.credentials(), connectTimeout, 10);
  }

  private static List<Host> accounts(int number, int port) {
    return IntStream.range(0, number).mapToObj(i -> Hosts.host("app" + i, port)).toList();
  }

  /// What was said, without the host's name and port.
  private static Stream<String> words(List<Ending> endings) {
    return endings.stream()
        .map(ending -> ((Ending.Failed) ending).detail())
        .map(detail -> detail.replaceFirst("app[0-9]+: 127.0.0.1:[0-9]+: ", ""));
  }

  /// Two are let in at a time, and a few who came late. The others have waited as long as these, and give up.
  @Test
  void aMuteServerIsNotTriedByOneAccountAfterTheOther() throws Exception {
    try (MuteServer server = new MuteServer()) {
      List<Ending> endings =
          askAll(strangers(Duration.ofSeconds(3)), accounts(30, server.listener.getLocalPort()));

      assertThat(server.connections).hasValueLessThan(15);
      assertThat(words(endings))
          .containsOnly(
              "version exchange: no login when the time was up",
              "waiting for other logins at this server: none of them was answered when the time was up");
    }
  }

  @Test
  void whoWaitsForOthersWhenTheRunEndsDoesNotBlameTheNameServer() throws Exception {
    try (MuteServer server = new MuteServer()) {
      List<Ending> endings =
          askAll(
              strangers(Duration.ofSeconds(30)),
              accounts(4, server.listener.getLocalPort()),
              Optional.of(Deadline.in(Duration.ofSeconds(3))));

      assertThat(words(endings))
          .containsExactlyInAnyOrder(
              "version exchange: not done when the time was up",
              "version exchange: not done when the time was up",
              "waiting for other logins at this server: no login was begun when the time was up",
              "waiting for other logins at this server: no login was begun when the time was up");
      assertThat(endings)
          .allSatisfy(
              ending -> assertThat(((Ending.Failed) ending).reason()).isEqualTo(Reason.TIMEOUT));
    }
  }
}
