package dev.driftline.ssh.line;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A way to a host through a bastion: a direct-tcpip channel of the bastion's session, with no listening
/// port. One for each session, since JSch locks it while it connects.
final class Tunnel implements Proxy {

  private static final int LONGEST_CONNECT_MILLIS = 600_000;

  private final Session bastion;
  private final Line line;
  private final TunnelInput arrived = new TunnelInput();
  private @Nullable ChannelDirectTCPIP channel;
  private @Nullable OutputStream out;

  Tunnel(Session bastion, Line line) {
    this.bastion = bastion;
    this.line = line;
  }

  /// Waits as long as the line is not cut: there is a deadline on it.
  @Override
  public void connect(@Nullable SocketFactory factory, String host, int port, int timeout)
      throws Exception {
    line.reach(Phase.TCP);
    line.attach(arrived);
    ChannelDirectTCPIP opened = (ChannelDirectTCPIP) bastion.openChannel("direct-tcpip");
    line.attach(() -> Thread.startVirtualThread(opened::disconnect));
    opened.setHost(host);
    opened.setPort(port);
    opened.setOutputStream(arrived.sink());
    OutputStream toHost = opened.getOutputStream();
    channel = opened;
    out = toHost;
    try {
      opened.connect(LONGEST_CONNECT_MILLIS);
    } catch (Exception e) {
      throw new IOException("the bastion could not connect to it", e);
    }
    line.reach(Phase.VERSION);
  }

  @Override
  public InputStream getInputStream() {
    return new GuardedInput(arrived, line, Optional.empty());
  }

  @Override
  public OutputStream getOutputStream() {
    if (out == null) {
      throw new IllegalStateException("not connected");
    }
    return out;
  }

  @Override
  public @Nullable Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    arrived.close();
    if (channel != null) {
      channel.disconnect();
    }
  }
}
