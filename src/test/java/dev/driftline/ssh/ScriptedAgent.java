package dev.driftline.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// An ssh-agent that answers what it is told to, or never.
final class ScriptedAgent implements AutoCloseable {

  static final byte[] NEVER = {};

  private static final byte SIGN_REQUEST = 13;

  private final ServerSocketChannel listening;
  private final byte[] listing;
  private final byte[] signature;
  private final AtomicInteger signRequests = new AtomicInteger();

  private ScriptedAgent(ServerSocketChannel listening, byte[] listing, byte[] signature) {
    this.listening = listening;
    this.listing = listing;
    this.signature = signature;
  }

  /// @param listing   what it says when asked for its keys, without the length; [#NEVER]: nothing, for ever
  /// @param signature what it says when asked to sign
  static ScriptedAgent at(Path socket, byte[] listing, byte[] signature) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket));
    ScriptedAgent agent = new ScriptedAgent(listening, listing, signature);
    Thread.ofVirtual().start(agent::accept);
    return agent;
  }

  int signRequests() {
    return signRequests.get();
  }

  /// The answer that lists keys by their blobs.
  static byte[] listing(byte[]... blobs) {
    int length = 5;
    for (byte[] blob : blobs) {
      length += 8 + blob.length;
    }
    ByteBuffer answer = ByteBuffer.allocate(length).put((byte) 12).putInt(blobs.length);
    for (byte[] blob : blobs) {
      answer.putInt(blob.length).put(blob).putInt(0);
    }
    return answer.array();
  }

  /// A key that nobody has.
  static byte[] stranger(Random random) {
    byte[] name = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
    byte[] point = new byte[32];
    random.nextBytes(point);
    return ByteBuffer.allocate(8 + name.length + point.length)
        .putInt(name.length)
        .put(name)
        .putInt(point.length)
        .put(point)
        .array();
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        SocketChannel asking = listening.accept();
        Thread.ofVirtual().start(() -> answer(asking));
      } catch (IOException _) {
        return; // closed at the end of the test
      }
    }
  }

  private void answer(SocketChannel asking) {
    try (asking) {
      ByteBuffer request = read(asking, read(asking, 4).getInt());
      boolean sign = request.get() == SIGN_REQUEST;
      signRequests.addAndGet(sign ? 1 : 0);
      byte[] answer = sign ? signature : listing;
      if (answer.length > 0) {
        asking.write(ByteBuffer.allocate(4).putInt(answer.length).flip());
        asking.write(ByteBuffer.wrap(answer));
      }
      read(asking, 1); // until the other side has gone
    } catch (IOException e) {
      if (listening.isOpen() && !"gone".equals(e.getMessage())) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ByteBuffer read(SocketChannel from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from.read(bytes) < 0) {
        throw new IOException("gone");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
