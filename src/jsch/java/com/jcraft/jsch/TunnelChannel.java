package com.jcraft.jsch;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.NullMarked;

/// A direct-tcpip channel that lets the host send one window of bytes, and more only when the reader has read some.
///
/// JSch 2.28.8 opens the window again as soon as it has passed the bytes on, whether they were read or not. So a host
/// behind a bastion could fill our memory while nobody reads. It also allocates a buffer of the packet size that the
/// server names, up to 2 GiB. To mend both, this class uses members that only JSch's package sees.
///
/// `docs/jsch.md` says which faults this mends, and which tests fail when JSch changes.
@NullMarked
public final class TunnelChannel {

  /// How many bytes may be on their way or wait here, at most.
  public static final int WINDOW = 128 << 10;

  /// The same before the login, in bytes: what a host has to say until then is short.
  public static final int FIRST_WINDOW = 16 << 10;

  /// Sizes in bytes, as in `ScriptChannel`.
  private static final int SMALLEST_PACKET = 1 << 10;

  private static final int LARGEST_PACKET = 1 << 20;

  /// JSch opens the window when what is left of it is less than half of its maximum. With this maximum it never does.
  private static final int NEVER = Integer.MIN_VALUE;

  private final Session bastion;
  private final ChannelDirectTCPIP channel;

  /// @param bastion connected
  /// @param arrived receives the host's bytes, on the thread that reads the bastion's session; it must not block
  public TunnelChannel(Session bastion, OutputStream arrived) throws JSchException {
    this.bastion = bastion;
    channel = (ChannelDirectTCPIP) bastion.openChannel("direct-tcpip");
    channel.setOutputStream(arrived);
    channel.lwsize = FIRST_WINDOW;
    channel.lwsize_max = NEVER;
  }

  /// Waits until the bastion has connected to the host, or has said that it cannot.
  public void open(String host, int port, int millis) throws JSchException {
    channel.setHost(host);
    channel.setPort(port);
    channel.connect(millis);
    if (channel.rmpsize < SMALLEST_PACKET || channel.rmpsize > LARGEST_PACKET) {
      throw new JSchException("the server wants packets of " + channel.rmpsize + " bytes");
    }
  }

  /// What is written here goes to the host.
  public OutputStream out() throws IOException {
    return channel.getOutputStream();
  }

  /// Lets the host send this many bytes more. RFC 4254 section 5.2: message number, the server's number of the channel,
  /// bytes.
  public void tellRead(int bytes) throws IOException {
    if (channel.isClosed() || !channel.isConnected()) {
      return;
    }
    Buffer buffer = new Buffer(100);
    Packet packet = new Packet(buffer);
    packet.reset();
    buffer.putByte((byte) Channel.SSH_MSG_CHANNEL_WINDOW_ADJUST);
    buffer.putInt(channel.getRecipient());
    buffer.putInt(bytes);
    try {
      bastion.write(packet);
    } catch (Exception e) {
      throw new IOException("the bastion is lost", e);
    }
  }

  /// Closes the channel. This writes to the bastion, so it may block.
  public void close() {
    channel.disconnect();
  }
}
