package com.jcraft.jsch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A session that shows each key exchange to a `Watcher` before JSch acts on it, and that reports an error of its
/// reader thread.
///
/// JSch 2.28.8 verifies the host's signature with the algorithm that the host names in its answer, not with the agreed
/// one. It asks its host key repository about the first key exchange only. Every packet passes through `read`, which
/// only this package can override. An error, such as `OutOfMemoryError`, ends JSch's reader thread, and those who wait
/// for the session are not told.
///
/// `docs/jsch.md` says which faults this mends, and which tests fail when JSch changes.
@NullMarked
public final class SteadySession extends Session {

  /// RFC 4253 section 7.1: the message with which the host begins a key exchange, or answers the one that we began.
  private static final int KEXINIT = 20;

  /// RFC 5656 section 4 and RFC 4253 section 8: the message with the host's key and signature.
  private static final int KEX_REPLY = 31;

  /// The same message of a group exchange, RFC 4419 section 5. There, number 31 carries the group.
  private static final int GROUP_EXCHANGE_REPLY = 33;

  /// RFC 4253 section 10: the host's answer to the request for the login.
  private static final int SERVICE_ACCEPT = 6;

  private static final String LOGIN = "ssh-userauth";

  /// RFC 4252 section 5.1: the message that refuses a step of the login, or wants another one.
  private static final int LOGIN_FAILURE = 51;

  private static final String GROUP_EXCHANGE = "diffie-hellman-group-exchange-";

  /// RFC 4253 section 6, a packet: 4 bytes with its length (these not counted), 1 byte with the length of its padding,
  /// 1 byte with the number of the message, the message's fields, padding.
  private static final int PADDING_LENGTH = 4;

  private static final int FIELDS = 6;

  /// Decides whether key exchanges may go on, and hears of errors. Called by the thread that reads the session.
  public interface Watcher {

    /// The host begins or answers a key exchange.
    ///
    /// @param before the algorithm of the previous key exchange; empty for the first
    /// @return whether JSch may carry it out, which takes CPU time
    boolean keysWanted(String before);

    /// The host sends its key and signature.
    ///
    /// @param agreed the host key algorithm that both sides agreed on
    /// @param answer the fields of the message; nothing in them is verified yet
    /// @return whether JSch may verify the signature
    boolean keyShown(String agreed, byte[] answer);

    /// The host takes one step of the login, and wants another one, RFC 4252 section 5.1.
    ///
    /// @param methods those that may come next, with commas between; text of the host
    void stepTaken(String methods);

    /// This error ends the thread that reads the session.
    void broken(Error error);
  }

  /// RFC 4253 section 7.1: the random bytes at the beginning of a KEXINIT, and the lists after them.
  private static final int COOKIE = 16;

  private static final int LISTS = 10;

  private final Watcher watcher;
  private boolean guessedWrong;

  public SteadySession(JSch jsch, String user, String address, int port, Watcher watcher)
      throws JSchException {
    super(jsch, user, address, port);
    this.watcher = watcher;
  }

  /// The body of the thread that reads the session.
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
    if (guessedWrong) {
      // RFC 4253 section 7.1: the packet after a wrong guess is ignored
      guessedWrong = false;
      packet = super.read(into);
    }
    if (packet.getCommand() == KEXINIT) {
      guessedWrong = guessedWrong(ByteBuffer.wrap(fields(packet)));
    }
    if (packet.getCommand() == SERVICE_ACCEPT && !isForLogin(ByteBuffer.wrap(fields(packet)))) {
      throw new JSchException("the host accepts another service than the one asked for");
    }
    // What the last proposals agreed on; null before the first. A new KEXINIT replaces it only
    // after this method.
    String[] agreed = guess;
    if (packet.getCommand() == KEXINIT && !watcher.keysWanted(exchange(agreed))) {
      throw new JSchException("the host exchanges keys too often");
    }
    if (agreed != null
        && packet.getCommand() == reply(agreed)
        && !watcher.keyShown(agreed[KeyExchange.PROPOSAL_SERVER_HOST_KEY_ALGS], fields(packet))) {
      throw new JSchException("the host's key does not count");
    }
    if (packet.getCommand() == LOGIN_FAILURE) {
      lookForStep(ByteBuffer.wrap(fields(packet)));
    }
    return packet;
  }

  /// Whether the host already sends a packet of the exchange that it expects, and the two sides prefer different
  /// algorithms. The fields: 16 random bytes, ten lists of names, of which the first are key exchanges and the second
  /// host keys, and whether a packet follows.
  private boolean guessedWrong(ByteBuffer fields) {
    fields.position(Math.min(COOKIE, fields.limit()));
    String[] lists = new String[LISTS];
    for (int i = 0; i < LISTS; i++) {
      int length = fields.remaining() < Integer.BYTES ? -1 : fields.getInt();
      if (length < 0 || length > fields.remaining()) {
        return false; // JSch says what is wrong with it
      }
      byte[] names = new byte[length];
      fields.get(names);
      lists[i] = new String(names, StandardCharsets.US_ASCII);
    }
    boolean follows = fields.hasRemaining() && fields.get() != 0;
    return follows
        && !(first(lists[0]).equals(first(getConfig("kex")))
            && first(lists[1]).equals(first(getConfig("server_host_key"))));
  }

  /// Whether the host accepts the login, and not another service. Some servers leave the name away, which OpenSSH takes,
  /// too (sshconnect2.c).
  private static boolean isForLogin(ByteBuffer fields) {
    if (!fields.hasRemaining()) {
      return true;
    }
    byte[] name = LOGIN.getBytes(StandardCharsets.US_ASCII);
    return fields.remaining() >= Integer.BYTES + name.length
        && fields.getInt() == name.length
        && fields.slice(fields.position(), name.length).equals(ByteBuffer.wrap(name));
  }

  private static String first(String names) {
    int comma = names.indexOf(',');
    return comma < 0 ? names : names.substring(0, comma);
  }

  /// The fields: the methods as a string, and whether a step was taken.
  private void lookForStep(ByteBuffer fields) {
    int length = fields.remaining() < Integer.BYTES ? -1 : fields.getInt();
    if (length >= 0 && length < fields.remaining()) {
      byte[] methods = new byte[length];
      fields.get(methods);
      if (fields.get() != 0) {
        watcher.stepTaken(new String(methods, StandardCharsets.US_ASCII));
      }
    }
  }

  private static String exchange(String @Nullable [] agreed) {
    return agreed == null ? "" : agreed[KeyExchange.PROPOSAL_KEX_ALGS];
  }

  private static int reply(String[] agreed) {
    return agreed[KeyExchange.PROPOSAL_KEX_ALGS].startsWith(GROUP_EXCHANGE)
        ? GROUP_EXCHANGE_REPLY
        : KEX_REPLY;
  }

  /// The fields of the packet's message, without padding. Empty if the lengths in the packet leave no room for any.
  private static byte[] fields(Buffer packet) {
    int length = ByteBuffer.wrap(packet.buffer).getInt(0);
    int padding = packet.buffer[PADDING_LENGTH] & 0xff;
    // Never past what JSch has read of the packet.
    int end = Math.min(Integer.BYTES + length - padding, packet.index);
    return Arrays.copyOfRange(packet.buffer, FIELDS, Math.max(FIELDS, end));
  }
}
