package dev.driftline.ssh.line;

import com.jcraft.jsch.TunnelChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;

/// The bytes that come through a tunnel. The thread that reads the bastion's session writes them here, and the thread
/// that reads the host's session takes them.
///
/// The writing thread never waits, since it serves other hosts, too. At most one window of the channel waits here: the
/// far end may send more only after it was told that bytes were read.
final class TunnelInput extends InputStream {

  /// Tells the far end how many bytes were read, so that it may send as many again.
  @FunctionalInterface
  interface FarEnd {
    void tellRead(int bytes) throws IOException;
  }

  /// What a packet costs beside its bytes, in bytes: decrypting a packet of one byte takes as long as one of this
  /// length.
  private static final int PACKET_COST = 512;

  /// The most that may come for one host, in bytes with the cost of the packets. [CountedInput] stops the host before.
  private static final long MOST = 40L << 20;

  /// The same before its login.
  private static final long MOST_BEFORE_LOGIN = 128 << 10;

  private final SshLine line;
  private final FarEnd farEnd;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int offset;
  private int waitingBytes;
  private int untold;
  private int window = TunnelChannel.FIRST_WINDOW;
  private long cost;
  private boolean ended;

  TunnelInput(SshLine line, FarEnd farEnd) {
    this.line = line;
    this.farEnd = farEnd;
  }

  OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (!arrive(bytes, from, length)) {
          line.cut(SshLine.Cut.TALKS_TOO_MUCH);
        }
      }

      @Override
      public void close() {
        TunnelInput.this.close();
      }
    };
  }

  /// False if more has come than may come.
  private synchronized boolean arrive(byte[] bytes, int from, int length) {
    if (ended) {
      return true;
    }
    waitingBytes += length;
    cost += length + PACKET_COST;
    if (waitingBytes > window || cost > (line.loggedIn() ? MOST : MOST_BEFORE_LOGIN)) {
      return false;
    }
    waiting.add(Arrays.copyOfRange(bytes, from, from + length));
    notifyAll();
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = take(bytes, from, length);
    int told = toTell();
    if (told > 0) {
      farEnd.tellRead(told);
    }
    return count;
  }

  private synchronized int take(byte[] bytes, int from, int length) throws IOException {
    while (waiting.isEmpty() && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    byte[] first = waiting.peek();
    if (first == null) {
      return -1;
    }
    int count = Math.min(length, first.length - offset);
    System.arraycopy(first, offset, bytes, from, count);
    offset += count;
    waitingBytes -= count;
    untold += count;
    if (offset == first.length) {
      waiting.remove();
      offset = 0;
    }
    return count;
  }

  /// How many bytes to tell the far end now; 0 for none. A host may fill its window even after its line was cut, and a
  /// login needs little. So the window is small until the login, and grows then.
  private synchronized int toTell() {
    if (ended) {
      return 0;
    }
    if (line.loggedIn()) {
      untold += TunnelChannel.WINDOW - window;
      window = TunnelChannel.WINDOW;
    }
    if (untold < window / 2) {
      return 0;
    }
    int told = untold;
    untold = 0;
    return told;
  }

  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
  }
}
