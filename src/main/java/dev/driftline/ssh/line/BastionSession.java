package dev.driftline.ssh.line;

import com.jcraft.jsch.Session;

/// A bastion's session that is logged in, through which the tunnels to many hosts go.
public record BastionSession(Session session, SshLine line) {

  public boolean lost() {
    return !session.isConnected();
  }

  /// Ends it and every tunnel through it. Returns at once, whatever the bastion does.
  public void close() {
    line.close();
    Thread.startVirtualThread(session::disconnect);
  }
}
