package com.jcraft.jsch;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A session whose host keeps its key: a later key exchange that shows another one ends it, before anything is
/// sent under that key.
///
/// JSch 2.28.8 shows the host key to its repository for the first key exchange only, and accepts any key after it.
/// What the host sends is seen in one place, which only this package can extend. And an error, such as too little
/// memory, ends the thread that reads the session without a word to anybody who waits for it: here it is told.
@NullMarked
public final class SteadySession extends Session {

  /// RFC 5656 section 4 and RFC 4253 section 8; no other exchange is offered, and all start with the host key.
  private static final int KEX_REPLY = 31;

  private static final int PAYLOAD = 6;

  /// Who is told why a session cannot go on, before it ends.
  public interface Watcher {

    /// The host showed another key than before.
    void keyChanged();

    /// The thread that reads the session was ended by this error.
    void broken(Error error);
  }

  private final Watcher watcher;
  private byte @Nullable [] hostKey;

  public SteadySession(JSch jsch, String user, String address, int port, Watcher watcher)
      throws JSchException {
    super(jsch, user, address, port);
    this.watcher = watcher;
  }

  /// What the thread does that reads the session.
  @Override
  void run() {
    try {
      super.run();
    } catch (Error e) {
      watcher.broken(e);
      disconnect();
    }
  }

  @Override
  Buffer read(Buffer into) throws Exception {
    Buffer packet = super.read(into);
    if (packet.getCommand() == KEX_REPLY) {
      compare(packet);
    }
    return packet;
  }

  private void compare(Buffer packet) throws JSchException {
    packet.setOffSet(PAYLOAD);
    byte[] shown = packet.getString();
    packet.rewind();
    byte[] first = hostKey;
    if (first == null) {
      hostKey = shown;
    } else if (!Arrays.equals(first, shown)) {
      watcher.keyChanged();
      throw new JSchException("the host key changed during the session");
    }
  }
}
