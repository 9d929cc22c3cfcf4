package dev.driftline.ssh.line;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/// Counts the bytes that JSch reads. More than 64 KiB before the login, or more than [SshLine#most] after it, ends the
/// connection: as long as a server floods, JSch reads on and looks at nothing else.
///
/// A message costs CPU time even if it is short, and JSch reads each in two or three parts. So each read counts as some
/// bytes more. This begins after the server's version, which JSch reads byte by byte.
final class CountedInput extends FilterInputStream {

  private static final int BEFORE_LOGIN = 64 << 10;

  /// After this many bytes from one host, the thread yields, so that other hosts are read, too.
  private static final int PAUSE_BYTES = 64 << 10;

  /// How many bytes each read counts more. This allows 60,000 messages, which take 0.2 s of CPU time. A host that
  /// answers line by line needs fewer.
  private static final int READ_COST = 256;

  private final SshLine line;
  private long beforeLogin;
  private long afterLogin;

  CountedInput(InputStream in, SshLine line) {
    super(in);
    this.line = line;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @SuppressWarnings("ThreadPriorityCheck") // virtual threads share few carriers, in turn
  private void count(int read) throws SocketException {
    int cost = line.hasSaidVersion() ? read + READ_COST : read;
    if (line.loggedIn()) {
      if (afterLogin / PAUSE_BYTES < (afterLogin + cost) / PAUSE_BYTES) {
        Thread.yield();
      }
      afterLogin += cost;
    } else {
      beforeLogin += cost;
    }
    if (beforeLogin > BEFORE_LOGIN || afterLogin > line.most()) {
      line.cut(SshLine.Cut.TALKS_TOO_MUCH);
      throw new SocketException("the other side talks too much");
    }
  }
}
