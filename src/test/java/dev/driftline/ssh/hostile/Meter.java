package dev.driftline.ssh.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// Between a client and a server: counts what the server sends and the client takes.
final class Meter implements AutoCloseable {

  private static final int PIECE = 16 << 10;

  /// What the kernel keeps for a client that does not read is not counted as taken, but for so much.
  private static final int KEPT = 64 << 10;

  private final ServerSocket listener;
  private final int server;
  private final AtomicLong taken = new AtomicLong();

  Meter(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("meter").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// In bytes, over all connections.
  long taken() {
    return taken.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket near = listener.accept();
        near.setSendBufferSize(KEPT);
        near.setTcpNoDelay(true);
        Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
        far.setTcpNoDelay(true);
        pass(near, far, new AtomicLong());
        pass(far, near, taken);
      } catch (IOException _) {
        // the test is over
        return;
      }
    }
  }

  private static void pass(Socket from, Socket to, AtomicLong count) {
    Thread.ofPlatform()
        .daemon()
        .name("meter")
        .start(() -> {
          try (from;
              to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
              out.write(piece, 0, read);
              count.addAndGet(read);
            }
          } catch (IOException _) {
            // one side has hung up
            return;
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
