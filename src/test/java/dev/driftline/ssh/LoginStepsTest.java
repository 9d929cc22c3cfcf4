package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Collector;
import dev.driftline.collect.Plan;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Question;
import dev.driftline.probe.host.HostProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real sshds that want more than a key, or offer only what driftline does not have.
@Tag("host")
@Timeout(60)
class LoginStepsTest {

  @TempDir Path directory;

  private Ending.Failed ask(String... options) throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, options)) {
      Ending.Failed failed =
          (Ending.Failed)
              Hosts.run(
                  Hosts.settings(server.knownHosts("ed25519"), server.userKey()),
                  Hosts.host("app1", server.port()),
                  "echo asked",
                  Recorder.patient());
      return new Ending.Failed(
          failed.reason(),
          failed
              .detail()
              .replace(":" + server.port(), ":PORT")
              .replace(server.userKey().toString(), "KEY")
              .replaceAll("SHA256:[^ ]+", "SHA256:…"),
          failed.hint());
    }
  }

  @Test
  void aSecondStepIsNamed() throws Exception {
    assertThat(
            ask(
                "KbdInteractiveAuthentication yes",
                "UsePAM yes",
                "AuthenticationMethods publickey,keyboard-interactive"))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:PORT: login: the host has accepted %s's key ssh-ed25519 SHA256:… (KEY),"
                        .formatted(System.getProperty("user.name"))
                    + " and wants a second step: keyboard-interactive",
                "Driftline logs in with a key or a password alone: let this user in with one step"
                    + " (AuthenticationMethods in the host's sshd_config)."));
  }

  /// A key for sftp only, as sshd itself has it.
  @Test
  void aKeyThatIsBoundToACommandIsNamed() throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (OpenSshServer server = OpenSshServer.start(directory, "ForceCommand internal-sftp");
        SshTransport transport =
            new SshTransport(Hosts.settings(server.knownHosts("ed25519"), server.userKey()))) {
      Plan plan = new Plan(List.of(new Question("host")), Map.of("host", new HostProbe()));
      new Collector(transport, Collector.Limits.DEFAULT)
          .collect(
              List.of(Hosts.host("app1", server.port())),
              _ -> plan,
              answers -> outcomes.add(answers.outcome()));
    }
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Unreachable(
                Reason.AUTH,
                "app1: the key is bound to a command on the host, which runs in place of the script: "
                    + "This service allows sftp connections only.",
                "Use a key without command= in authorized_keys, and an account without ForceCommand in"
                    + " sshd_config."));
  }

  @Test
  void aSoundCipherThatDriftlineLacksIsNotCalledUnsafe() throws Exception {
    Ending.Failed failed = ask("Ciphers chacha20-poly1305@openssh.com");

    assertThat(failed.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(failed.detail())
        .endsWith("the host has chacha20-poly1305@openssh.com")
        .startsWith("app1: 127.0.0.1:PORT: key exchange: no common cipher.c2s: this side has ");
    assertThat(failed.hint())
        .isEqualTo(
            "Nothing is wrong with that: driftline has no chacha20-poly1305@openssh.com. Let Ciphers in"
                + " the host's sshd_config allow one of this side, too.");
  }

  @Test
  void aSoundKeyExchangeThatDriftlineLacksIsNotCalledUnsafe() throws Exception {
    assertThat(ask("KexAlgorithms sntrup761x25519-sha512@openssh.com").hint())
        .isEqualTo(
            "Nothing is wrong with that: driftline has no sntrup761x25519-sha512@openssh.com. Let"
                + " KexAlgorithms in the host's sshd_config allow one of this side, too.");
  }
}
