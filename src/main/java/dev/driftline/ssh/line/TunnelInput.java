package dev.driftline.ssh.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;

/// What comes through a tunnel, from the thread that reads the bastion's session to the one that reads the
/// host's. Never makes the former wait: it serves other hosts too. A host that is not read fast enough for 8 MiB
/// is cut off.
final class TunnelInput extends InputStream {

  private static final int MOST_WAITING = 8 << 20;

  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int offset;
  private int waitingBytes;
  private boolean ended;

  OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        arrive(Arrays.copyOfRange(bytes, from, from + length));
      }

      @Override
      public void close() {
        TunnelInput.this.close();
      }
    };
  }

  private synchronized void arrive(byte[] bytes) {
    if (ended || bytes.length == 0) {
      return;
    }
    waitingBytes += bytes.length;
    if (waitingBytes > MOST_WAITING) {
      waiting.clear();
      ended = true;
    } else {
      waiting.add(bytes);
    }
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] bytes, int from, int length) throws IOException {
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
    if (offset == first.length) {
      waiting.remove();
      offset = 0;
    }
    return count;
  }

  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
  }
}
