package dev.driftline.simulated;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The addresses where no SSH server answers: a listener that says nothing, or lines that never end.
final class PlainDoor implements Closeable {

  private static final int BACKLOG = 4096;
  private static final Duration BETWEEN_LINES = Duration.ofMillis(200);
  private static final byte[] LINE = "Welcome.\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;

  PlainDoor() throws IOException {
    listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("0.0.0.0"));
    Thread.ofPlatform().daemon().name("plain door").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket peer = listener.accept();
        Thread.ofVirtual().name("plain host").start(() -> serve(peer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void serve(Socket peer) {
    try (peer) {
      if (!peer.getLocalAddress().isLoopbackAddress()) {
        return;
      }
      if (HostKind.at(peer.getLocalAddress().getAddress()) == HostKind.BABBLING) {
        babble(peer.getOutputStream());
      }
      peer.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the other side has hung up
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void babble(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      out.write(LINE);
      Thread.sleep(BETWEEN_LINES);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
