package dev.driftline.ssh.line;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import com.jcraft.jsch.TunnelChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The connection to a host through a bastion: a direct-tcpip channel of the bastion's session. No port is opened here.
/// Each session has a tunnel of its own, since JSch locks the object while it connects.
final class Tunnel implements Proxy {

  private static final int LONGEST_CONNECT_MILLIS = 600_000;

  private final SshLine line;
  private final TunnelInput arrived;
  private final TunnelChannel channel;
  private final OutputStream out;

  Tunnel(BastionSession bastion, SshLine line) throws JSchException, IOException {
    this.line = line;
    arrived = new TunnelInput(line, this::tellRead);
    line.attach(arrived);
    channel = new TunnelChannel(bastion.session(), arrived.sink());
    line.attach(() -> Thread.startVirtualThread(channel::close));
    out = channel.out();
    bastion.line().carriesOneMore();
  }

  private void tellRead(int bytes) throws IOException {
    channel.tellRead(bytes);
  }

  /// Has a very long timeout: the line's deadline closes the channel before.
  @Override
  public void connect(@Nullable SocketFactory factory, String host, int port, int timeout)
      throws Exception {
    try {
      channel.open(host, port, LONGEST_CONNECT_MILLIS);
    } catch (Exception e) {
      throw new IOException("the bastion could not connect to it", e);
    }
    line.reach(Phase.VERSION);
  }

  @Override
  public InputStream getInputStream() {
    return new CountedInput(new GuardedInput(arrived, line, Optional.empty()), line);
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public @Nullable Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    arrived.close();
    channel.close();
  }
}
