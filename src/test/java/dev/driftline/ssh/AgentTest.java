package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.PublicKey;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An ssh-agent that hangs, refuses or talks nonsense ends hosts in time, and is named.
@Tag("host")
@Timeout(60)
class AgentTest {

  private static final byte[] FAILURE = {5};
  private static final String USE_ANOTHER =
      "Name a usable private key in the inventory or with --key, or start ssh-agent.";

  @TempDir static Path shared;
  @TempDir Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(shared);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Path socket() {
    return directory.resolve("agent");
  }

  private Ending run(Optional<Path> key, List<Path> usual) throws Exception {
    SshSettings settings =
        new SshSettings(
            new HostKeys(List.of(server.knownHosts("ed25519")), false),
            new Credentials(
                System.getProperty("user.name"),
                key,
                Optional.of(socket()),
                usual,
                Passphrases.none()),
            Duration.ofSeconds(5),
            10);
    return Hosts.run(settings, Hosts.host("app1", server.port()), "echo asked", Recorder.patient());
  }

  private static byte[] known() throws Exception {
    return Base64.getDecoder()
        .decode(Files.readString(Path.of(server.userKey() + ".pub")).split(" ", 3)[1]);
  }

  private Ending.Failed failed(String words, String hint, Optional<String> verifiedAddress) {
    return new Ending.Failed(
        Reason.AUTH,
        "app1: 127.0.0.1:%d: login: %s".formatted(server.port(), words.formatted(socket())),
        hint,
        verifiedAddress);
  }

  private Ending.Failed noKey(String problem) {
    return failed(
        "there is no key to log in with: none is named, ssh-agent at %s "
            + problem
            + ", and none of [] exists",
        USE_ANOTHER,
        Optional.empty());
  }

  @Test
  void anAgentThatNeverListsItsKeysIsNamed() throws Exception {
    try (ScriptedAgent _ = ScriptedAgent.at(socket(), ScriptedAgent.NEVER, FAILURE)) {
      assertThat(run(Optional.empty(), List.of())).isEqualTo(noKey("does not answer"));
    }
  }

  @Test
  void aKeyFileIsUsedBesideAnAgentThatHangs() throws Exception {
    try (ScriptedAgent _ = ScriptedAgent.at(socket(), ScriptedAgent.NEVER, FAILURE)) {
      assertThat(run(Optional.empty(), List.of(server.userKey()))).isEqualTo(Hosts.ENDED);
    }
  }

  @Test
  void anAgentThatTalksNonsenseIsNamed() throws Exception {
    byte[] damaged = {12, 0, 0, 0, 9, 0, 0};
    try (ScriptedAgent _ = ScriptedAgent.at(socket(), damaged, FAILURE)) {
      assertThat(run(Optional.empty(), List.of())).isEqualTo(noKey("sends a damaged answer"));
    }
  }

  @Test
  void anAgentThatBreaksOffIsNamed() throws Exception {
    byte[] cut = {12, 0};
    try (ScriptedAgent _ = ScriptedAgent.at(socket(), cut, FAILURE)) {
      assertThat(run(Optional.empty(), List.of())).isEqualTo(noKey("does not list its keys"));
    }
  }

  @Test
  void anAgentThatRefusesToSignIsNamed() throws Exception {
    byte[] listing = ScriptedAgent.listing(known());
    try (ScriptedAgent agent = ScriptedAgent.at(socket(), listing, FAILURE)) {
      String key = PublicKey.of(known()).orElseThrow().toString();
      assertThat(run(Optional.empty(), List.of()))
          .isEqualTo(
              failed(
                  "the host does not let "
                      + System.getProperty("user.name")
                      + " in with "
                      + key
                      + " (ssh-agent); ssh-agent at %s refused to sign with "
                      + key,
                  "Check the user and the key in the inventory, and authorized_keys on the host.",
                  Optional.of("127.0.0.1")));
      assertThat(agent.signRequests()).isEqualTo(1);
    }
  }

  @Test
  void anAgentThatNeverSignsEndsAtTheConnectDeadline() throws Exception {
    byte[] listing = ScriptedAgent.listing(known());
    long begun = System.nanoTime();
    try (ScriptedAgent _ = ScriptedAgent.at(socket(), listing, ScriptedAgent.NEVER)) {
      assertThat(run(Optional.empty(), List.of()))
          .isInstanceOfSatisfying(
              Ending.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void ofTwentyKeysSoFewAreOfferedThatTheUsualFileStillGetsIn() throws Exception {
    Random random = new Random(7);
    byte[][] strangers =
        Stream.generate(() -> ScriptedAgent.stranger(random)).limit(20).toArray(byte[][]::new);
    try (ScriptedAgent agent =
        ScriptedAgent.at(socket(), ScriptedAgent.listing(strangers), FAILURE)) {
      assertThat(run(Optional.empty(), List.of(server.userKey()))).isEqualTo(Hosts.ENDED);
      assertThat(agent.signRequests()).isZero();
    }
  }

  @Test
  void ofTwentyKeysNoneIsOfferedWhereAnotherIsNamed() throws Exception {
    Random random = new Random(8);
    byte[][] strangers =
        Stream.generate(() -> ScriptedAgent.stranger(random)).limit(20).toArray(byte[][]::new);
    try (ScriptedAgent agent =
        ScriptedAgent.at(socket(), ScriptedAgent.listing(strangers), FAILURE)) {
      assertThat(run(Optional.of(server.userKey()), List.of())).isEqualTo(Hosts.ENDED);
      assertThat(agent.signRequests()).isZero();
    }
  }
}
