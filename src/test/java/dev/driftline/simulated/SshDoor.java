package dev.driftline.simulated;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;

/// The one SSH server that is all hosts: the address a connection came in at says which.
final class SshDoor implements Closeable {

  private static final int BACKLOG = 4096;

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final Answers answers = new Answers();
  private final Duration pause;

  /// @param pause how long a slow host takes
  SshDoor(KeyPair hostKey, PublicKey userKey, Duration pause) throws IOException {
    this.hostKey = hostKey;
    this.pause = pause;
    // Linux has no other way to listen on all of 127.0.0.0/8; without the key nobody gets in.
    server.setHost("0.0.0.0");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((_, offered, _) -> KeyUtils.compareKeys(offered, userKey));
    server.setCommandFactory((channel, _) -> new HostCommand(kind(channel), answers, this.pause));
    CoreModuleProperties.SOCKET_BACKLOG.set(server, BACKLOG);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    server.start();
  }

  private static HostKind kind(ChannelSession channel) {
    InetSocketAddress local =
        (InetSocketAddress) channel.getServerSession().getIoSession().getLocalAddress();
    return HostKind.at(local.getAddress().getAddress());
  }

  int port() {
    return server.getPort();
  }

  /// The public half of every host's key, as known_hosts has it.
  String publicKey() {
    return PublicKeyEntry.toString(hostKey.getPublic());
  }

  @Override
  public void close() throws IOException {
    server.close(true);
  }
}
