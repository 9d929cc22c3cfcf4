package dev.driftline.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// An Apache MINA SSHD in this process, on 127.0.0.1. Every command ends at once with 0.
final class MinaServer implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;

  MinaServer() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    hostKey = generator.generateKeyPair();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setCommandFactory((channel, command) -> new Done());
  }

  /// For settings before [#start].
  SshServer settings() {
    return server;
  }

  void start() throws IOException {
    server.start();
  }

  int port() {
    return server.getPort();
  }

  /// A line of known_hosts for this server.
  String known() {
    return "[127.0.0.1]:%d %s\n".formatted(port(), PublicKeyEntry.toString(hostKey.getPublic()));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static final class Done implements Command {

    private ExitCallback exit = (code, message, closeImmediately) -> {};

    @Override
    public void setInputStream(java.io.InputStream in) {}

    @Override
    public void setOutputStream(java.io.OutputStream out) {}

    @Override
    public void setErrorStream(java.io.OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      exit.onExit(0);
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
