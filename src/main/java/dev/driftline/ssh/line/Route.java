package dev.driftline.ssh.line;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.driftline.model.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// How a session reaches the other side: directly, or through a bastion. Applied anew for each attempt to connect.
@FunctionalInterface
public interface Route {

  void apply(Session session, SshLine line) throws SshException;

  /// Over the network, without a bastion.
  ///
  /// @param time for the whole login, in which all addresses of the name have to have their turn
  static Route direct(String address, Duration time) {
    return (session, line) ->
        session.setSocketFactory(new DirectSocket(line, resolve(address, line), time));
  }

  /// Over a channel of a bastion's session.
  static Route through(BastionSession bastion) {
    return (session, line) -> {
      line.reach(Phase.TCP);
      session.setProxy(tunnel(bastion, line));
    };
  }

  private static Tunnel tunnel(BastionSession bastion, SshLine line) throws SshException {
    try {
      return new Tunnel(bastion, line);
    } catch (JSchException | IOException e) {
      throw SshFailures.ofConnect(line, new JSchException("no tunnel", e));
    }
  }

  private static List<InetAddress> resolve(String address, SshLine line) throws SshException {
    line.reach(Phase.NAME);
    try {
      return List.of(InetAddress.getAllByName(address));
    } catch (UnknownHostException _) {
      throw new SshException(
          Reason.DNS,
          line.where() + ": no address is known for " + address,
          "Check the spelling in the inventory, and the name servers of this machine.");
    }
  }
}
