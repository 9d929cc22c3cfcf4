package com.jcraft.jsch;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.NullMarked;

/// A direct-tcpip channel whose far end may send no more than one window before it is told that something was read.
///
/// JSch 2.28.8 opens the window again as soon as it has handed the bytes on, read or not, so that a host behind a
/// bastion that is read slowly would fill the memory; and it allocates whatever packet size the server names, up to
/// 2 GiB. Both need members that only this package sees.
@NullMarked
public final class TunnelChannel {

  /// What may be on its way, or wait here, at most. In bytes.
  public static final int WINDOW = 128 << 10;

  /// The same at the beginning. In bytes.
  public static final int FIRST_WINDOW = 16 << 10;

  private static final int SMALLEST_PACKET = 1 << 10;
  private static final int LARGEST_PACKET = 1 << 20;

  /// JSch opens a window that is smaller than half of this: never.
  private static final int NEVER = Integer.MIN_VALUE;

  private final Session bastion;
  private final ChannelDirectTCPIP channel;

  /// @param bastion connected
  /// @param arrived takes what comes, on the thread that reads the bastion's session: it must not wait
  public TunnelChannel(Session bastion, OutputStream arrived) throws JSchException {
    this.bastion = bastion;
    channel = (ChannelDirectTCPIP) bastion.openChannel("direct-tcpip");
    channel.setOutputStream(arrived);
    channel.lwsize = FIRST_WINDOW;
    channel.lwsize_max = NEVER;
  }

  /// Waits until the bastion has connected to the host, or says that it cannot.
  public void open(String host, int port, int millis) throws JSchException {
    channel.setHost(host);
    channel.setPort(port);
    channel.connect(millis);
    if (channel.rmpsize < SMALLEST_PACKET || channel.rmpsize > LARGEST_PACKET) {
      throw new JSchException("the server wants packets of " + channel.rmpsize + " bytes");
    }
  }

  /// To the host.
  public OutputStream out() throws IOException {
    return channel.getOutputStream();
  }

  /// Tells the far end that so many bytes were read.
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

  /// May wait for the bastion.
  public void close() {
    channel.disconnect();
  }
}
