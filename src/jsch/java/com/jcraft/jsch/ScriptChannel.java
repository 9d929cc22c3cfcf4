package com.jcraft.jsch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// An exec channel that asks the server whether it accepts the command, without waiting for the reply,
/// and that refuses a packet size no honest server asks for.
///
/// JSch 2.28.8 either asks and then polls every 10 ms, or never learns of a refusal; and it allocates
/// whatever packet size the server names, up to 2 GiB, or spins if it is a few bytes. Both need members that
/// only this package sees.
@NullMarked
public final class ScriptChannel {

  private static final int SMALLEST_PACKET = 1 << 10;
  private static final int LARGEST_PACKET = 1 << 20;
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

  /// Opens the channel and sends the command.
  public void open(byte[] command) throws JSchException {
    try {
      channel.sendChannelOpen();
      if (absurd()) {
        throw new JSchException("the server wants packets of " + packetSize() + " bytes");
      }
      channel.reply = UNDECIDED;
      asked = true;
      channel.getSession().write(exec(command));
    } catch (JSchException e) {
      throw e;
    } catch (Exception e) {
      throw new JSchException("exec: " + e, e);
    }
  }

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

  /// Whether the server asked for packets of a size that no honest server asks for.
  public boolean absurd() {
    return channel.open_confirmation
        && (packetSize() < SMALLEST_PACKET || packetSize() > LARGEST_PACKET);
  }

  /// In bytes; as the server sends it, so possibly negative.
  public int packetSize() {
    return channel.rmpsize;
  }

  /// Whether the server has not said yet if it runs the command.
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

  /// -1 if the server told none.
  public int exitStatus() {
    return channel.getExitStatus();
  }

  public @Nullable String exitSignal() {
    return channel.getExitSignal();
  }

  public void sendSignal(String name) throws Exception {
    channel.sendSignal(name);
  }

  /// Of the kinds of extended data that a server may send only stderr is defined; JSch makes no difference. What is
  /// thrown here ends the session.
  private static final class StderrOnly extends FilterOutputStream {

    private static final int STDERR = 1;
    private static final int KIND_BEFORE = 8;

    StderrOnly(OutputStream stderr) {
      super(stderr);
    }

    /// JSch passes its packet: before the data stand their length, and before that their kind.
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
