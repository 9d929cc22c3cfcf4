package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many hosts behind one bastion, which is counted at, dies, or was never well: Apache MINA SSHD in this process.
@Timeout(60)
class BastionsTest {

  @TempDir Path directory;

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final Semaphore started = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final Semaphore refused = new Semaphore(0);
  private volatile int mostConnections = Integer.MAX_VALUE;
  private MinaServer bastion;
  private MinaServer target;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    key = directory.resolve("key");
    OpenSshServer.keygen(key, "ecdsa", "");
    bastion = open();
    bastion.settings().setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    bastion
        .settings()
        .addSessionListener(
            new SessionListener() {
              @Override
              public void sessionCreated(Session session) {
                if (connections.incrementAndGet() > mostConnections) {
                  session.close(true);
                  refused.release();
                }
              }
            });
    bastion.start();
    target = open();
    target.settings().setCommandFactory((_, _) -> new Held());
    target.start();
  }

  private static MinaServer open() throws Exception {
    MinaServer server = new MinaServer();
    server.settings().setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    return server;
  }

  @AfterEach
  void stop() throws IOException {
    mayEnd.release(1000);
    target.close();
    bastion.close();
  }

  private SshTransport transport(int perBastion) throws Exception {
    Path known =
        Files.writeString(directory.resolve("known_hosts"), bastion.known() + target.known());
    SshSettings usual = Hosts.settings(known, key);
    return new SshTransport(
        new SshSettings(usual.hostKeys(), usual.credentials(), usual.connectTimeout(), perBastion));
  }

  private List<Future<Ending>> ask(
      ExecutorService threads, SshTransport transport, int count, int bastionPort) {
    List<Future<Ending>> endings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "db" + i;
      endings.add(
          threads.submit(() -> run(transport, name, bastionPort, new HostClock(Hosts.LONG))));
    }
    return endings;
  }

  private Ending run(SshTransport transport, String name, int bastionPort, HostClock clock)
      throws InterruptedException {
    return transport.run(
        Hosts.behind(name, target.port(), bastionPort),
        () -> "echo\n".getBytes(StandardCharsets.US_ASCII),
        Recorder.patient(),
        clock);
  }

  private void awaitStarted(int scripts) throws InterruptedException {
    assertThat(started.tryAcquire(scripts, 30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void asksNoMoreHostsAtOnceThanTheSessionsHavePlaces() throws Exception {
    int hosts = 24;
    int places = 2 * Bastion.MOST_SESSIONS;
    try (SshTransport transport = transport(2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = ask(threads, transport, hosts, bastion.port());
      for (int done = 0; done < hosts; done += places) {
        awaitStarted(places);
        mayEnd.release(places);
      }

      for (Future<Ending> ending : endings) {
        assertThat(ending.get()).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
      }
    }
    assertThat(mostRunning).hasValue(places);
    assertThat(connections).hasValue(Bastion.MOST_SESSIONS);
  }

  @Test
  void opensOneSessionWhereItHasPlacesForAll() throws Exception {
    try (SshTransport transport = transport(12);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = ask(threads, transport, 12, bastion.port());
      awaitStarted(12);
      mayEnd.release(12);

      for (Future<Ending> ending : endings) {
        assertThat(ending.get()).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
      }
    }
    assertThat(connections).hasValue(1);
  }

  /// What is refused beyond the first session is tried once, and spoils nothing.
  @Test
  void goesOnWithWhatItHasWhereABastionRefusesMore() throws Exception {
    mostConnections = 1;
    int hosts = 6;
    try (SshTransport transport = transport(1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = ask(threads, transport, hosts, bastion.port());
      awaitStarted(1);
      assertThat(refused.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      mayEnd.release(hosts);

      for (Future<Ending> ending : endings) {
        assertThat(ending.get()).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
      }
    }
    assertThat(mostRunning).hasValue(1);
    assertThat(connections).hasValue(2);
  }

  /// Their own time is shorter than what they wait.
  @Test
  void theTimeOfAHostBeginsWithItsPlace() throws Exception {
    mostConnections = 1;
    Duration time = Duration.ofSeconds(5);
    try (SshTransport transport = transport(1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HostClock stalled = new HostClock(time);
      Future<Ending> first = threads.submit(() -> run(transport, "db0", bastion.port(), stalled));
      awaitStarted(1);
      HostClock waiting = new HostClock(time);
      Future<Ending> second = threads.submit(() -> run(transport, "db1", bastion.port(), waiting));

      assertThat(first.get())
          .isEqualTo(
              new Ending.Failed(
                  Reason.TIMEOUT,
                  "db0: 127.0.0.1:%d: script: not done when the time was up"
                      .formatted(target.port()),
                  "Check the load of the host, or raise --host-timeout, or --deadline if there is"
                      + " one."));
      awaitStarted(1);
      assertThat(waiting.end().passed()).isFalse();
      mayEnd.release(2);
      assertThat(second.get()).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
    }
  }

  @Test
  void connectsOnceMoreToABastionThatWasLost() throws Exception {
    try (SshTransport transport = transport(10);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> inFlight = ask(threads, transport, 2, bastion.port());
      awaitStarted(2);
      for (Session session : bastion.settings().getActiveSessions()) {
        session.close(true).await(Duration.ofSeconds(10));
      }
      for (int i = 0; i < 2; i++) {
        assertThat(inFlight.get(i).get())
            .isEqualTo(
                new Ending.Failed(
                    Reason.TRUNCATED,
                    "db%d: 127.0.0.1:%d: script: the connection was lost before the script had ended"
                        .formatted(i, target.port()),
                    "Run again; if it stays so, look at the host's log."));
      }

      mayEnd.release(1000);
      for (Future<Ending> later : ask(threads, transport, 8, bastion.port())) {
        assertThat(later.get()).isEqualTo(Hosts.ENDED_BEHIND_A_BASTION);
      }
    }
    assertThat(connections).hasValue(2);
  }

  @Test
  void asksABastionThatHangsUpOnceForAllTheHostsBehindIt() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SshTransport transport = transport(4);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Thread.ofVirtual().start(() -> hangUp(dead, accepted));
      long start = System.nanoTime();
      List<Future<Ending>> endings = ask(threads, transport, 20, dead.getLocalPort());

      for (int i = 0; i < 20; i++) {
        assertThat(endings.get(i).get())
            .isEqualTo(
                new Ending.Failed(
                    Reason.PROTOCOL,
                    "db%d: bastion: 127.0.0.1:%d: version exchange: the host closed the connection"
                        .formatted(i, dead.getLocalPort()),
                    "Look at the host's log: sshd does this at MaxStartups, and where it bans"
                        + " addresses."));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(accepted).hasValue(1);
  }

  private static void hangUp(ServerSocket dead, AtomicInteger accepted) {
    while (true) {
      try {
        dead.accept().close();
        accepted.incrementAndGet();
      } catch (IOException _) {
        // the test is over
        return;
      }
    }
  }

  /// A script that ends when the test lets one end.
  private final class Held implements Command {

    private ExitCallback exit = (code, message, closeImmediately) -> {};

    @Override
    public void setInputStream(InputStream in) {}

    @Override
    public void setOutputStream(OutputStream out) {}

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      started.release();
      Thread.ofVirtual().start(this::end);
    }

    private void end() {
      mayEnd.acquireUninterruptibly();
      running.decrementAndGet();
      exit.onExit(0);
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
