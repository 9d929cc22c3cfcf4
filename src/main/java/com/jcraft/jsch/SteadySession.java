package com.jcraft.jsch;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A session whose host keeps its key: a later key exchange that shows another one ends it, before anything is
/// sent under that key.
///
/// JSch 2.28.8 shows the host key to its repository for the first key exchange only, and accepts any key after it.
/// What the host sends is seen in one place, which only this package can extend.
@NullMarked
public final class SteadySession extends Session {

  /// RFC 5656 section 4 and RFC 4253 section 8; no other exchange is offered, and all start with the host key.
  private static final int KEX_REPLY = 31;

  private static final int PAYLOAD = 6;

  private final Runnable keyChanged;
  private byte @Nullable [] hostKey;

  /// @param keyChanged called before the session fails because of another key
  public SteadySession(JSch jsch, String user, String address, int port, Runnable keyChanged)
      throws JSchException {
    super(jsch, user, address, port);
    this.keyChanged = keyChanged;
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
      keyChanged.run();
      throw new JSchException("the host key changed during the session");
    }
  }
}
