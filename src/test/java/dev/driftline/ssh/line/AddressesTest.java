package dev.driftline.ssh.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSchException;
import dev.driftline.collect.HostClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A name with several addresses, and addresses that cannot be reached from here.
@Timeout(60)
class AddressesTest {

  private static SshLine line(String destination) {
    SshLine line = new SshLine("app1", destination, new HostClock(Duration.ofSeconds(60)));
    line.reach(Phase.TCP);
    return line;
  }

  /// Fills the queue of a listener that accepts nobody: Linux then drops what comes, as a firewall does.
  private static List<Socket> filled(ServerSocket full) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    while (true) {
      Socket next = new Socket();
      waiting.add(next);
      try {
        next.connect(full.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException _) {
        return waiting;
      }
    }
  }

  @Test
  void anAddressThatSwallowsPacketsLeavesTimeForTheNext() throws Exception {
    InetAddress swallows = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    InetAddress answers = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket server = new ServerSocket(0, 50, answers);
        ServerSocket full = new ServerSocket()) {
      full.bind(new InetSocketAddress(swallows, server.getLocalPort()), 1);
      List<Socket> waiting = filled(full);
      DirectSocket direct =
          new DirectSocket(line("app1:22"), List.of(swallows, answers), Duration.ofSeconds(1));

      try (Socket socket = direct.createSocket("app1", server.getLocalPort())) {
        assertThat(socket.getInetAddress()).isEqualTo(answers);
      }
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static String why(String destination, IOException cause) {
    return SshFailures.ofConnect(line(destination), new JSchException("connect", cause)).detail();
  }

  @Test
  void aLinkLocalAddressWithoutAZoneIsNamed() {
    assertThat(why("[fe80::1]:22", new SocketException("Invalid argument")))
        .isEqualTo(
            "app1: [fe80::1]:22: TCP connect: a link-local address needs the interface that it is"
                + " on");
    assertThat(why("[fe80::1%lo]:22", new SocketException("Invalid argument")))
        .isEqualTo("app1: [fe80::1%lo]:22: TCP connect: Invalid argument");
  }

  /// SSH_DISCONNECT_TOO_MANY_CONNECTIONS, as JSch words it. Code 2 is a fault of the protocol.
  @Test
  void aServerThatHasTooManyConnectionsIsTriedAgain() {
    assertThat(disconnected("SSH_MSG_DISCONNECT: 12 full").turnedAway()).contains("full");
    assertThat(disconnected("SSH_MSG_DISCONNECT: 2 bad").turnedAway()).isEmpty();
  }

  private static SshException disconnected(String words) {
    SshLine line = line("10.0.0.7:22");
    line.reach(Phase.KEY_EXCHANGE);
    return SshFailures.ofConnect(line, new JSchException("x", new IOException(words)));
  }

  @Test
  void localPortsThatAreUsedUpAreNamed() {
    assertThat(why("10.0.0.7:22", new BindException("Cannot assign requested address")))
        .isEqualTo(
            "app1: 10.0.0.7:22: TCP connect: this machine has no free local port or no address for"
                + " it");
  }
}
