package dev.driftline.ssh.line;

import com.jcraft.jsch.SocketFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Connects one session to a host whose addresses are known: to the first address that answers. Each socket is attached
/// to the line before it connects, so that a deadline ends a slow attempt, too.
final class DirectSocket implements SocketFactory {

  private static final int NO_TIMEOUT = 0;
  private static final int BUFFER = 4 << 10;

  private final SshLine line;
  private final List<InetAddress> addresses;

  /// In milliseconds.
  private final int share;

  /// @param time for the whole login; an address that does not answer gets a part of it, so that the next ones have
  ///     theirs
  DirectSocket(SshLine line, List<InetAddress> addresses, Duration time) {
    this.line = line;
    this.addresses = addresses;
    this.share = (int) Math.max(1, time.toMillis() / (addresses.size() + 1));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    line.reach(Phase.TCP);
    IOException refused = new ConnectException("no address");
    for (InetAddress address : addresses) {
      boolean last = address.equals(addresses.getLast());
      try {
        return connect(new InetSocketAddress(address, port), last ? NO_TIMEOUT : share);
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }

  /// The last address has no timeout of its own: the line's deadline closes the socket.
  private Socket connect(InetSocketAddress address, int millis) throws IOException {
    Socket socket = new Socket();
    line.attach(socket);
    socket.setTcpNoDelay(true);
    socket.connect(address, millis);
    line.connectedTo(socket.getInetAddress());
    line.reach(Phase.VERSION);
    return socket;
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    InputStream guarded = new GuardedInput(socket.getInputStream(), line, Optional.of(socket));
    return new CountedInput(new BufferedInputStream(guarded, BUFFER), line);
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }
}
