package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Logins with the password of the inventory, at Apache MINA SSHD in this process.
@Timeout(60)
class PasswordLoginTest {

  @TempDir Path directory;

  private Ending run(boolean interactive, String password) throws Exception {
    try (MinaServer server = new MinaServer()) {
      server.settings().setPublickeyAuthenticator(null);
      server.settings().setPasswordAuthenticator((user, given, session) -> given.equals("sécret"));
      server
          .settings()
          .setKeyboardInteractiveAuthenticator(
              interactive ? DefaultKeyboardInteractiveAuthenticator.INSTANCE : null);
      server.start();
      Ending ending =
          Hosts.run(
              Hosts.settings(
                  Files.writeString(directory.resolve("known_hosts"), server.known()),
                  directory.resolve("no-key")),
              Hosts.withPassword("app1", server.port(), password),
              "echo",
              Recorder.patient());
      return ending instanceof Ending.Failed failed
          ? new Ending.Failed(
              failed.reason(), failed.detail().replace(":" + server.port(), ":PORT"), failed.hint())
          : ending;
    }
  }

  @Test
  void logsInByThePasswordMethod() throws Exception {
    assertThat(run(false, "sécret")).isEqualTo(Hosts.ENDED);
  }

  @Test
  void logsInByKeyboardInteractive() throws Exception {
    assertThat(run(true, "sécret")).isEqualTo(Hosts.ENDED);
  }

  @Test
  void saysThatThePasswordIsWrong() throws Exception {
    assertThat(run(false, "guess"))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:PORT: login: the host does not let watcher in with the password",
                "Check the user and the key in the inventory, and authorized_keys on the host."));
  }
}
