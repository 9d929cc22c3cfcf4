package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.inventory.connection.PrivateFile;
import dev.driftline.model.Reason;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real ssh-agent with more keys than a server takes of one login.
@Tag("host")
@Timeout(60)
class KeysOfAgentTest {

  private static final int STRANGERS = 8;

  @TempDir Path directory;
  private OpenSshServer server;
  private Process agent;

  @BeforeEach
  void start() throws Exception {
    server = OpenSshServer.start(directory);
    agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket().toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Files.notExists(socket()) && agent.isAlive() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < STRANGERS; i++) {
      Path key = directory.resolve("stranger" + i);
      OpenSshServer.keygen(key, "ed25519", "");
      add(key);
    }
  }

  @AfterEach
  void stop() throws Exception {
    agent.destroy();
    assertThat(agent.waitFor(5, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  private Path socket() {
    return directory.resolve("agent");
  }

  private void add(Path key) throws Exception {
    OpenSshServer.run("env", "SSH_AUTH_SOCK=" + socket(), "ssh-add", "-q", key.toString());
  }

  private Ending run(Optional<Path> key) throws Exception {
    SshSettings settings =
        new SshSettings(
            new HostKeys(List.of(server.knownHosts("ed25519")), false),
            new Credentials(
                System.getProperty("user.name"),
                key,
                Optional.of(socket()),
                List.of(),
                Passphrases.none()),
            Duration.ofSeconds(20),
            10);
    return Hosts.run(settings, Hosts.host("app1", server.port()), "echo asked", Recorder.patient());
  }

  @Test
  void saysThatTheRightKeyMayBeAmongThoseThatWereNotOffered() throws Exception {
    add(server.userKey());

    assertThat(run(Optional.empty()))
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.AUTH);
              assertThat(failed.detail())
                  .endsWith(" (ssh-agent); ssh-agent holds 4 more, which were not offered");
              assertThat(failed.hint())
                  .isEqualTo(
                      "A server takes only some keys of one login (MaxAuthTries). Name the right one with --key or in"
                          + " the inventory: its file, or FILE.pub for a key that only ssh-agent has.");
            });
  }

  @Test
  void aPublicFileNamesTheKeyOfTheAgent() throws Exception {
    add(server.userKey());
    Path half = Files.createDirectory(directory.resolve("token")).resolve("id.pub");
    Files.copy(Path.of(server.userKey() + ".pub"), half);

    assertThat(PrivateFile.faultOfKey(half)).isEmpty();
    assertThat(run(Optional.of(half))).isEqualTo(Hosts.ENDED);
  }

  @Test
  void aPublicFileWhoseKeyTheAgentLacksIsNamed() throws Exception {
    Path half = Path.of(server.userKey() + ".pub");

    assertThat(run(Optional.of(half)))
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed ->
                assertThat(failed.detail())
                    .endsWith(
                        half
                            + " holds a public key, and ssh-agent does not hold it: add the private one with"
                            + " ssh-add, or name its file"));
  }

  @Test
  void aKeyOfWhichOnlyThePublicHalfIsThereIsNamedWithIt() throws Exception {
    Path key = directory.resolve("gone");
    Files.writeString(directory.resolve("gone.pub"), "");

    assertThat(PrivateFile.faultOfKey(key))
        .contains("does not exist (if ssh-agent has the key, name %s.pub)".formatted(key));
    assertThat(PrivateFile.faultOfKey(directory.resolve("none"))).contains("does not exist");
    assertThat(PrivateFile.faultOfKey(directory.resolve("none.pub"))).contains("does not exist");
  }
}
