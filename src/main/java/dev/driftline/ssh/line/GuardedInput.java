package dev.driftline.ssh.line;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/// The bytes from the other side, until the line is cut.
///
/// After each read it sets `TCP_QUICKACK` again, since Linux resets that option. Without it, an sshd that waits for an
/// acknowledgement costs 40 ms per host.
final class GuardedInput extends FilterInputStream {

  private final SshLine line;
  private final Optional<Socket> socket;
  private final ServerGreeting greeting = new ServerGreeting();

  GuardedInput(InputStream in, SshLine line, Optional<Socket> socket) {
    super(in);
    this.line = line;
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = readUnlessCut(bytes, offset, length);
    if (read > 0) {
      acknowledgeQuickly();
      if (!greeting.versionSeen()) {
        lookForVersion(bytes, offset, read);
      }
    }
    return read;
  }

  /// Bytes that arrive after the line was cut are dropped.
  private int readUnlessCut(byte[] bytes, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(bytes, offset, length);
    } catch (IOException e) {
      line.hungUp();
      throw e;
    }
    if (read < 0) {
      line.hungUp();
    }
    if (line.cut().isPresent()) {
      throw new SocketException("cut");
    }
    return read;
  }

  private void acknowledgeQuickly() {
    if (socket.isEmpty()) {
      return;
    }
    try {
      socket.get().setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    } catch (IOException | UnsupportedOperationException _) {
      // only a matter of speed: closed just now, or not Linux
      return;
    }
  }

  private void lookForVersion(byte[] bytes, int offset, int length) {
    greeting.add(bytes, offset, length);
    if (greeting.versionSeen()) {
      line.reach(Phase.KEY_EXCHANGE);
    }
    line.greeted(greeting.versionSeen() ? "" : greeting.shown());
  }
}
