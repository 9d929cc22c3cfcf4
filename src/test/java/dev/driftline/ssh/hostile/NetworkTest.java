package dev.driftline.ssh.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.SshSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Networks that lose, delay and refuse.
@Timeout(180)
class NetworkTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final Duration LATE = Duration.ofMillis(500);

  /// TCP connect, versions, key exchange, service, login, channel, exec with its window, script.
  private static final int ROUND_TRIPS = 8;

  @TempDir Path directory;

  private HostAnswers ask(String known, String address, int port, Duration login, Duration limit)
      throws Exception {
    SshSettings settings = HostileRun.within(HostileRun.settings(directory, known), login);
    Host host = HostileRun.host("app1", address, port, Optional.empty());
    return HostileRun.collect(settings, limit, 1, List.of(host)).get("app1");
  }

  private static void assertFailed(HostAnswers got, Reason reason, String detail) {
    assertThat(got.outcome()).isInstanceOf(Outcome.Unreachable.class);
    Outcome.Unreachable failed = (Outcome.Unreachable) got.outcome();
    assertThat(failed.detail()).isEqualTo(detail);
    assertThat(failed.reason()).isEqualTo(reason);
  }

  @Test
  @DisplayName("N01 a refused connection is told")
  void tellsARefusal() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFailed(
        ask("", "127.0.0.1", port, AMPLE, AMPLE),
        Reason.REFUSED,
        "app1: 127.0.0.1:" + port + ": TCP connect: Connection refused");
  }

  @Test
  @DisplayName("N01 a connection that is reset at once is told")
  void tellsAReset() throws Exception {
    try (HostileServer server =
        new HostileServer(
            Play.at(
                Play.Stage.VERSION,
                peer -> {
                  peer.hearVersion();
                  peer.reset();
                }))) {
      assertFailed(
          ask("", "127.0.0.1", server.port(), AMPLE, AMPLE),
          Reason.PROTOCOL,
          "app1: 127.0.0.1:%d: version exchange: the host closed the connection"
              .formatted(server.port()));
    }
  }

  @Test
  @DisplayName("N01 an address without a route is told")
  void tellsAMissingRoute() throws Exception {
    Outcome.Unreachable failed =
        (Outcome.Unreachable) ask("", "fe80::1", 22, AMPLE, AMPLE).outcome();

    assertThat(failed.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failed.detail()).startsWith("app1: [fe80::1]:22: TCP connect: ");
  }

  @Test
  @DisplayName("N02 a network that drops the first packet is left when the time is up")
  void leavesABlackHole() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Delays delays = new Delays()) {
      fill(full, waiting);

      HostAnswers got = ask("", "127.0.0.1", full.getLocalPort(), SHORT, AMPLE);

      assertFailed(
          got,
          Reason.TIMEOUT,
          "app1: 127.0.0.1:%d: TCP connect: no login when the time was up"
              .formatted(full.getLocalPort()));
      assertThat(got.elapsed()).isBetween(SHORT, SHORT.plus(LATE).plus(delays.worst()));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /// Connects until nobody is let in any more: from then on Linux drops what comes.
  private static void fill(ServerSocket listener, List<Socket> waiting) throws IOException {
    for (int i = 0; i < 10; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 300);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
    throw new IllegalStateException("the queue of the listener does not fill");
  }

  @Test
  @DisplayName("N03 a name that does not exist, and one whose server fails, are told")
  void tellsUnknownNames() throws Exception {
    for (String name : List.of("missing.hostile.test", "failing.hostile.test")) {
      assertFailed(
          ask("", name, 22, AMPLE, AMPLE),
          Reason.DNS,
          "app1: %s:22: name resolution: no address is known for %s".formatted(name, name));
    }
  }

  @Test
  @DisplayName("N03 a name server that does not answer is left when the time is up")
  void leavesASlowNameServer() throws Exception {
    try (Delays delays = new Delays()) {
      HostAnswers got = ask("", "slow.hostile.test", 22, SHORT, AMPLE);

      assertFailed(
          got,
          Reason.DNS,
          "app1: slow.hostile.test:22: name resolution: the name server did not answer in time");
      assertThat(got.elapsed()).isBetween(SHORT, SHORT.plus(LATE).plus(delays.worst()));
    }
  }

  @Test
  @DisplayName("N05 behind a name that leads elsewhere by now, the host key decides")
  void letsTheKeyDecideWhenANameMoved() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer before = new HostileServer(Play.honest(), key);
        HostileServer same =
            new HostileServer(Play.honest(), key, InetAddress.ofLiteral("127.0.0.2"));
        HostileServer other =
            new HostileServer(Play.honest(), HostKey.make(), InetAddress.ofLiteral("127.0.0.2"))) {
      String known = "";
      for (HostileServer server : List.of(before, same, other)) {
        known += key.line("moved.hostile.test", server.port());
      }

      assertThat(ask(known, "moved.hostile.test", before.port(), AMPLE, AMPLE).outcome())
          .isEqualTo(new Outcome.Answered());
      assertThat(ask(known, "MOVED.hostile.test", same.port(), AMPLE, AMPLE).outcome())
          .isEqualTo(new Outcome.Answered());
      Outcome.Unreachable refused =
          (Outcome.Unreachable)
              ask(known, "MOVED.hostile.test", other.port(), AMPLE, AMPLE).outcome();
      assertThat(refused.reason()).isEqualTo(Reason.HOST_KEY);
      assertThat(refused.detail()).contains("host key: it has changed: ");
      assertThat(other.logins()).isEmpty();
    }
  }

  /// As sshd does, which opens its window only when it runs the command.
  private static Play likeSshd() {
    return Play.honest()
        .instead(
            Play.Stage.CHANNEL,
            peer -> {
              peer.hearChannel();
              peer.confirmChannel(0, 1 << 15);
            })
        .instead(
            Play.Stage.COMMAND,
            peer -> {
              peer.acceptCommand();
              peer.send(peer.toChannel(Message.CHANNEL_WINDOW_ADJUST).number(1 << 21));
            });
  }

  private Duration slowest(HostKey key, HostileServer server, Duration roundTrip) throws Exception {
    try (DelayProxy proxy = new DelayProxy(server.port(), roundTrip, 0)) {
      HostAnswers got = ask(key.line(proxy.port()), "127.0.0.1", proxy.port(), AMPLE, AMPLE);
      assertThat(got.outcome()).isEqualTo(new Outcome.Answered());
      return got.elapsed();
    }
  }

  private Duration best(HostKey key, HostileServer server, Duration roundTrip) throws Exception {
    Duration best = slowest(key, server, roundTrip);
    for (int i = 0; i < 3; i++) {
      Duration next = slowest(key, server, roundTrip);
      best = next.compareTo(best) < 0 ? next : best;
    }
    return best;
  }

  @Test
  @DisplayName("N06 a host at 500 ms answers, and a whole job takes no more than 8 round trips")
  void keepsToItsRoundTrips() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer server = new HostileServer(likeSshd(), key)) {
      Duration near = best(key, server, Duration.ofMillis(100));
      Duration far = best(key, server, Duration.ofMillis(500));

      double slope = far.minus(near).toMillis() / 400.0;
      System.out.printf("%.2f round trips and the TCP connect%n", slope);
      assertThat(slope + 1).isLessThan(ROUND_TRIPS + 0.5);
    }
  }

  @Test
  @DisplayName(
      "N08 a line of 16 kbit/s is waited for, and what it has not brought in time is no answer")
  void waitsForASlowLine() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer server = new HostileServer(Play.honest(), key);
        DelayProxy proxy = new DelayProxy(server.port(), Duration.ZERO, 2000)) {
      String known = key.line(proxy.port());

      assertThat(ask(known, "127.0.0.1", proxy.port(), AMPLE, AMPLE).outcome())
          .isEqualTo(new Outcome.Answered());

      Outcome.Unreachable late =
          (Outcome.Unreachable) ask(known, "127.0.0.1", proxy.port(), AMPLE, SHORT).outcome();
      assertThat(late.reason()).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  @DisplayName("N12 a bastion that turns everybody away is tried once, not once a host")
  void leavesAFullBastionAlone() throws Exception {
    try (HostileServer bastion = new HostileServer(Play.at(Play.Stage.VERSION, Peer::close))) {
      Hop hop =
          new Hop("127.0.0.1", bastion.port(), new Login("", Optional.empty(), Optional.empty()));
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        hosts.add(
            new Host(
                "app" + i,
                new Connection(
                    Connection.Method.SSH,
                    "127.0.0.1",
                    22,
                    hop.login(),
                    Optional.empty(),
                    List.of(hop),
                    List.of())));
      }

      Map<String, HostAnswers> answers =
          HostileRun.collect(HostileRun.settings(directory, ""), AMPLE, 5, hosts);

      assertThat(answers).hasSize(20);
      answers.forEach((name, got) ->
          assertFailed(
              got,
              Reason.PROTOCOL,
              name
                  + ": bastion: 127.0.0.1:%d: version exchange: the host closed the connection"
                      .formatted(bastion.port())));
      assertThat(bastion.peers()).hasSize(1);
    }
  }

  @Test
  @DisplayName("N13 hosts with an IPv6 address only, and with a mapped IPv4 address, answer")
  void speaksBothFamilies() throws Exception {
    HostKey key = HostKey.make();
    try (HostileServer six = new HostileServer(Play.honest(), key, InetAddress.ofLiteral("::1"));
        HostileServer four = new HostileServer(Play.honest(), key)) {
      assertThat(ask(key.line("::1", six.port()), "::1", six.port(), AMPLE, AMPLE).outcome())
          .isEqualTo(new Outcome.Answered());
      String mapped = "::ffff:127.0.0.1";
      assertThat(ask(key.line(mapped, four.port()), mapped, four.port(), AMPLE, AMPLE).outcome())
          .isEqualTo(new Outcome.Answered());
    }
  }
}
