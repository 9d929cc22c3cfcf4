package dev.driftline.ssh.line;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/// What JSch reads, counted. More than 64 KiB before the login is complete, or more than [SshLine#most] after it, ends the
/// connection: a server that floods would otherwise never let JSch reach a wait.
///
/// JSch reads a message in two or three parts, and opening one of a single byte takes as long as opening one of some
/// hundred. So each read counts as some bytes more, once the version is known, which JSch reads byte by byte.
final class CountedInput extends FilterInputStream {

  private static final int BEFORE_LOGIN = 64 << 10;

  /// A host that sends without a pause lets others run so often.
  private static final int PAUSE_BYTES = 64 << 10;

  /// As many messages as this allows, 60,000, take some 0.2 s of CPU time. Who answers line by line needs fewer.
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
