package com.jcraft.jsch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// An exec channel that asks the server to confirm the command, but does not wait for the reply. It refuses packet
/// sizes that no honest server names, and extended data that is not stderr.
///
/// JSch 2.28.8 has two ways to send a command. With a connect timeout it asks for a reply and looks for it every 10 ms;
/// without one it never learns that the server refused. It also allocates a buffer of the packet size that the server
/// names: up to 2 GiB, or so few bytes that it loops forever. To mend both, this class uses members that only JSch's
/// package sees.
///
/// `docs/jsch.md` says which faults this mends, and which tests fail when JSch changes.
@NullMarked
public final class ScriptChannel {

  /// Sizes in bytes. RFC 4253 section 6.1 wants 32 KiB to be possible; OpenSSH names 32 KiB, others up to 256 KiB.
  private static final int SMALLEST_PACKET = 1 << 10;

  private static final int LARGEST_PACKET = 1 << 20;

  /// What JSch keeps in `Channel.reply`: -1 until the server replies, 0 if it refused, 1 if it agreed.
  private static final int UNDECIDED = -1;

  private static final int REFUSED = 0;

  private final ChannelExec channel;
  private volatile boolean asked;

  /// @param session connected
  public ScriptChannel(Session session, OutputStream stdout, OutputStream stderr)
      throws JSchException {
    channel = (ChannelExec) session.openChannel("exec");
    channel.setOutputStream(stdout);
    channel.setErrStream(new StderrOnly(stderr));
  }

  /// Opens the channel and sends the command. Waits until the channel is open, not until the server has replied to the
  /// command.
  public void open(byte[] command) throws JSchException {
    try {
      // Returns when the server has confirmed the channel, with the size of its packets.
      channel.sendChannelOpen();
      if (absurd()) {
        throw new JSchException("the server wants packets of " + packetSize() + " bytes");
      }
      // JSch's reader thread sets the reply when it arrives, so it must be reset before the command
      // is sent.
      channel.reply = UNDECIDED;
      asked = true;
      channel.getSession().write(exec(command));
    } catch (JSchException e) {
      throw e;
    } catch (Exception e) {
      throw new JSchException("exec: " + e, e);
    }
  }

  /// RFC 4254 section 6.5: message number, the server's number of the channel, "exec", whether a reply is wanted,
  /// command.
  private Packet exec(byte[] command) {
    Buffer buffer = new Buffer(command.length + 256);
    Packet packet = new Packet(buffer);
    packet.reset();
    buffer.putByte((byte) Session.SSH_MSG_CHANNEL_REQUEST);
    buffer.putInt(channel.getRecipient());
    buffer.putString(Util.str2byte("exec"));
    buffer.putByte((byte) 1);
    buffer.putString(command);
    return packet;
  }

  /// Whether the server named a packet size that no honest server names.
  public boolean absurd() {
    return channel.open_confirmation
        && (packetSize() < SMALLEST_PACKET || packetSize() > LARGEST_PACKET);
  }

  /// In bytes, as the server sent it: a size above 2 GiB appears negative.
  public int packetSize() {
    return channel.rmpsize;
  }

  /// Whether the command was sent and the server has not yet said whether it runs it.
  public boolean undecided() {
    return asked && channel.reply == UNDECIDED;
  }

  /// Whether the server said that it does not run the command.
  public boolean refused() {
    return asked && channel.reply == REFUSED;
  }

  /// The script's standard input.
  public OutputStream stdin() throws IOException {
    return channel.getOutputStream();
  }

  /// -1 if the server has sent no exit status.
  public int exitStatus() {
    return channel.getExitStatus();
  }

  /// The name of the signal that ended the command, such as `KILL`; null if the server has sent none.
  public @Nullable String exitSignal() {
    return channel.getExitSignal();
  }

  /// Asks the server to send the command a signal.
  ///
  /// @param name without `SIG`, such as `KILL`
  public void sendSignal(String name) throws Exception {
    channel.sendSignal(name);
  }

  /// Refuses extended data of any kind but stderr, the only one that RFC 4254 section 5.2 defines. JSch passes on every
  /// kind as if it were stderr. An exception here ends the session.
  private static final class StderrOnly extends FilterOutputStream {

    private static final int STDERR = 1;

    /// In the packet, four bytes of kind and four bytes of length stand before the data.
    private static final int KIND_BEFORE = 8;

    StderrOnly(OutputStream stderr) {
      super(stderr);
    }

    /// JSch passes its whole packet, and where the data begin in it. So the kind can be read there.
    @Override
    public void write(byte[] packet, int from, int length) throws IOException {
      int kind = ByteBuffer.wrap(packet).getInt(from - KIND_BEFORE);
      if (kind != STDERR) {
        throw new IOException("extended data of kind " + kind);
      }
      out.write(packet, from, length);
    }
  }
}
