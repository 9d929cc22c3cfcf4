package dev.driftline.demo;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/// The SSH server of one demo host. It has its own host key, accepts one user key, and runs commands with a real shell
/// inside the host.
final class DemoServer implements AutoCloseable {

  private final SshServer server;
  private final PublicKey hostKey;

  private DemoServer(SshServer server, PublicKey hostKey) {
    this.server = server;
    this.hostKey = hostKey;
  }

  /// Listens on a port that the kernel picks.
  static DemoServer start(String address, KeyPair hostKey, PublicKey userKey, HostProcess host)
      throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost(address);
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((_, offered, _) -> KeyUtils.compareKeys(offered, userKey));
    server.setCommandFactory(
        (_, command) -> new ServerCommand(host.inside(List.of("/bin/sh", "-c", command))));
    server.start();
    return new DemoServer(server, hostKey.getPublic());
  }

  int port() {
    return server.getPort();
  }

  /// This server's line of a known_hosts file.
  String knownHostsLine() {
    return "[%s]:%d %s".formatted(server.getHost(), port(), PublicKeyEntry.toString(hostKey));
  }

  @Override
  public void close() throws IOException {
    server.close(true);
  }
}
