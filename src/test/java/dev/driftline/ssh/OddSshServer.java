package dev.driftline.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// An SSH server in this process that lets everybody in with a key, writes down what logins it sees, and does to each
/// command what it is told to.
final class OddSshServer implements AutoCloseable {

  /// What becomes of a command. Called on a thread of the server.
  @FunctionalInterface
  interface Behaviour {
    void run(Exec exec) throws IOException;
  }

  /// A command that was accepted.
  record Exec(ChannelSession channel, OutputStream out, OutputStream err, ExitCallback exit) {
    void say(String text) throws IOException {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final List<String> logins = new CopyOnWriteArrayList<>();

  OddSshServer() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    hostKey = generator.generateKeyPair();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) -> {
      logins.add("publickey");
      return true;
    });
  }

  OddSshServer doing(Behaviour behaviour) {
    server.setCommandFactory((channel, command) -> new Told(behaviour));
    return this;
  }

  /// For settings before [#start].
  SshServer settings() {
    return server;
  }

  OddSshServer start() throws IOException {
    server.start();
    return this;
  }

  int port() {
    return server.getPort();
  }

  /// A line of known_hosts for this server.
  String known() {
    return "[127.0.0.1]:%d %s\n".formatted(port(), PublicKeyEntry.toString(hostKey.getPublic()));
  }

  /// What was tried, and with which answer.
  List<String> logins() {
    return logins;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static final class Told implements Command {

    private final Behaviour behaviour;
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, closeImmediately) -> {};

    Told(Behaviour behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public void setInputStream(InputStream in) {}

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofPlatform().daemon().name("odd command").start(() -> run(channel));
    }

    private void run(ChannelSession channel) {
      try {
        behaviour.run(new Exec(channel, out, err, exit));
      } catch (IOException _) {
        // the other side has hung up
        return;
      }
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
