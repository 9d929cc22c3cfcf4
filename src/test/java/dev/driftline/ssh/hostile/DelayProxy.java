package dev.driftline.ssh.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A slow line: each byte arrives half a round trip later, however many are on their way, or only so many a second.
/// The TCP connect itself is not slowed.
final class DelayProxy implements AutoCloseable {

  private static final int PIECE = 1 << 14;

  @SuppressWarnings("ArrayRecordComponent") // only handed on, never compared
  private record Piece(byte[] bytes, long due) {}

  private final ServerSocket listener;
  private final int target;
  private final Duration roundTrip;
  private final int bytesPerSecond;

  /// @param bytesPerSecond 0 for as many as come
  DelayProxy(int target, Duration roundTrip, int bytesPerSecond) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.roundTrip = roundTrip;
    this.bytesPerSecond = bytesPerSecond;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("delay proxy")
        .start(() -> {
          try {
            work.run();
          } catch (IOException | InterruptedException _) {
            // one side has hung up
            return;
          }
        });
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = listener.accept();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      join(near, far);
      join(far, near);
    }
  }

  private void join(Socket from, Socket to) {
    BlockingQueue<Piece> onTheWay = new LinkedBlockingQueue<>();
    start(() -> take(from, onTheWay));
    start(() -> deliver(onTheWay, from, to));
  }

  private void take(Socket from, BlockingQueue<Piece> onTheWay) throws IOException {
    InputStream in = from.getInputStream();
    byte[] bytes = new byte[PIECE];
    int read;
    do {
      read = in.read(bytes, 0, bytesPerSecond == 0 ? PIECE : bytesPerSecond / 20);
      byte[] piece = read < 0 ? new byte[0] : java.util.Arrays.copyOf(bytes, read);
      onTheWay.add(new Piece(piece, System.nanoTime() + roundTrip.toNanos() / 2));
    } while (read >= 0);
  }

  private void deliver(BlockingQueue<Piece> onTheWay, Socket from, Socket to)
      throws IOException, InterruptedException {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      for (Piece piece = onTheWay.take(); piece.bytes().length > 0; piece = onTheWay.take()) {
        TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
        if (bytesPerSecond > 0) {
          TimeUnit.MILLISECONDS.sleep(1000L * piece.bytes().length / bytesPerSecond);
        }
        out.write(piece.bytes());
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
