package com.jcraft.jsch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A session whose key exchanges are looked at before JSch believes them.
///
/// JSch 2.28.8 verifies with whatever the host names in its answer, and shows the host key to its repository for the
/// first exchange only. What the host sends is seen in one place, which only this package can extend. And an error,
/// such as too little memory, ends the thread that reads the session without a word to anybody who waits for it: here
/// it is told.
@NullMarked
public final class SteadySession extends Session {

  /// RFC 4253 section 7.1: with this the host begins an exchange of keys, or answers ours.
  private static final int KEXINIT = 20;

  /// RFC 5656 section 4 and RFC 4253 section 8: with this the host shows its key.
  private static final int KEX_REPLY = 31;

  /// RFC 4419 section 5: so many exchanges of keys have one question and answer more.
  private static final int GROUP_EXCHANGE_REPLY = 33;

  private static final String GROUP_EXCHANGE = "diffie-hellman-group-exchange-";

  /// RFC 4253 section 6: the length of a packet, that of its padding, the number of the message, its words, padding.
  private static final int PADDING_LENGTH = 4;

  private static final int WORDS = 6;

  /// Who is told why a session cannot go on, before it ends.
  public interface Watcher {

    /// The host wants to exchange keys.
    ///
    /// @param before the algorithm of the exchange before this one; empty for the first
    /// @return whether JSch may do so, which takes CPU time
    boolean keysWanted(String before);

    /// The host shows its key, in this key exchange.
    ///
    /// @param agreed the host key algorithm of both sides' proposals
    /// @param answer its message from the first word on, of which nothing is verified yet
    /// @return whether JSch may verify it
    boolean keyShown(String agreed, byte[] answer);

    /// The thread that reads the session was ended by this error.
    void broken(Error error);
  }

  private final Watcher watcher;

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
    String[] agreed = guess;
    if (packet.getCommand() == KEXINIT && !watcher.keysWanted(exchange(agreed))) {
      throw new JSchException("the host exchanges keys too often");
    }
    if (agreed != null
        && packet.getCommand() == reply(agreed)
        && !watcher.keyShown(agreed[KeyExchange.PROPOSAL_SERVER_HOST_KEY_ALGS], words(packet))) {
      throw new JSchException("the host's key does not count");
    }
    return packet;
  }

  private static String exchange(String @Nullable [] agreed) {
    return agreed == null ? "" : agreed[KeyExchange.PROPOSAL_KEX_ALGS];
  }

  private static int reply(String[] agreed) {
    return agreed[KeyExchange.PROPOSAL_KEX_ALGS].startsWith(GROUP_EXCHANGE)
        ? GROUP_EXCHANGE_REPLY
        : KEX_REPLY;
  }

  private static byte[] words(Buffer packet) {
    int length = ByteBuffer.wrap(packet.buffer).getInt(0);
    int padding = packet.buffer[PADDING_LENGTH] & 0xff;
    int end = Math.min(Integer.BYTES + length - padding, packet.index);
    return Arrays.copyOfRange(packet.buffer, WORDS, Math.max(WORDS, end));
  }
}
