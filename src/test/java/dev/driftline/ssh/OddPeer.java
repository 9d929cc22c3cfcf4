package dev.driftline.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A listener on 127.0.0.1 that does to each connection what a list says, and knows whether all have hung up.
final class OddPeer implements AutoCloseable {

  /// What it does, one thing after the other. In the end it waits for the other side to hang up.
  @SuppressWarnings("ArrayRecordComponent") // only matched, never compared
  sealed interface Act {

    record Say(byte[] bytes) implements Act {}

    /// One byte every 100 ms, for ever.
    record Drip(byte[] bytes) implements Act {}

    /// As fast as it goes, for ever.
    record Flood(byte[] bytes) implements Act {}

    /// Waits until the other side has sent so much.
    record Hear(int bytes) implements Act {}

    record Close() implements Act {}

    /// Closes so that the other side gets a reset.
    record Reset() implements Act {}

    static Act say(String text) {
      return new Say(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static final int DRIP_MILLIS = 100;

  private final ServerSocket listener;
  private final List<Act> acts;
  private final CountDownLatch left;

  /// @param connections how many are expected, for [#allHaveHungUp]
  OddPeer(List<Act> acts, int connections) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.acts = List.copyOf(acts);
    this.left = new CountDownLatch(connections);
    Thread.ofPlatform().daemon().name("odd peer").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Waits some seconds for it.
  boolean allHaveHungUp() throws InterruptedException {
    return left.await(5, TimeUnit.SECONDS);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket peer = listener.accept();
        Thread.ofPlatform().daemon().name("odd peer").start(() -> serve(peer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket peer) {
    try (peer) {
      for (Act act : acts) {
        perform(act, peer);
      }
      peer.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the other side has hung up, as it should
    } finally {
      left.countDown();
    }
  }

  private static void perform(Act act, Socket peer) throws IOException {
    OutputStream out = peer.getOutputStream();
    switch (act) {
      case Act.Say(byte[] bytes) -> out.write(bytes);
      case Act.Drip(byte[] bytes) -> {
        for (int at = 0; stays(peer); at = (at + 1) % bytes.length) {
          out.write(bytes[at]);
        }
      }
      case Act.Flood(byte[] bytes) -> {
        while (!peer.isClosed()) {
          out.write(bytes);
        }
      }
      case Act.Hear(int bytes) -> peer.getInputStream().readNBytes(bytes);
      case Act.Close() -> peer.close();
      case Act.Reset() -> {
        peer.setSoLinger(true, 0);
        peer.close();
      }
    }
  }

  /// Whether the other side is still there a little later.
  private static boolean stays(Socket peer) throws IOException {
    peer.setSoTimeout(DRIP_MILLIS);
    InputStream in = peer.getInputStream();
    try {
      return Optional.of(in.read(new byte[4096])).filter(read -> read >= 0).isPresent();
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
