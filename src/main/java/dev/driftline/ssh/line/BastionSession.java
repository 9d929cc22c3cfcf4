package dev.driftline.ssh.line;

import com.jcraft.jsch.Session;

/// A session with a bastion, logged in. The tunnels to many hosts go through it.
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
