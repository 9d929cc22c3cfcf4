package dev.driftline.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file without a name for what is needed again soon, and is too much for memory. It is gone when it is closed, and
/// when the program ends in any way. Not for several threads.
public final class Spool implements AutoCloseable {

  private final FileChannel channel;
  private long end;

  /// @param channel of a file that has no name any more
  Spool(FileChannel channel) {
    this.channel = channel;
  }

  /// Where a piece stands.
  public record Part(long at, int length) {

    public static final Part NONE = new Part(0, 0);
  }

  /// Keeps some bytes.
  public Part add(byte[] bytes) throws IOException {
    Part part = new Part(end, bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      end += channel.write(rest, end);
    }
    return part;
  }

  /// Copies a piece.
  public void copy(Part part, OutputStream to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(part.length());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, part.at() + buffer.position()) < 0) {
        throw new EOFException("a file that has no name was cut");
      }
    }
    to.write(buffer.array());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
