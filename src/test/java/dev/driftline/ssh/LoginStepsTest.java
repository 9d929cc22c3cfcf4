package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Collector;
import dev.driftline.collect.Plan;
import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.host.Secret;
import dev.driftline.model.table.Question;
import dev.driftline.probe.host.HostProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real sshds that want more than a key, let nobody run a script, or offer only what driftline does not have.
@Tag("host")
@Timeout(60)
class LoginStepsTest {

  private static final String SECRET = "sécret";

  private static final String TAKES_TWO =
      "Driftline takes two steps, a key and a password, if the inventory names both. A step that a"
          + " person has to take cannot be part of a run: let this user in without it"
          + " (AuthenticationMethods in the host's sshd_config).";

  @TempDir Path directory;

  private Ending.Failed ask(String... options) throws Exception {
    return ask(Optional.empty(), options);
  }

  private Ending.Failed ask(Optional<String> password, String... options) throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, options)) {
      Ending.Failed failed =
          (Ending.Failed)
              Hosts.run(
                  Hosts.settings(server.knownHosts("ed25519"), server.userKey()),
                  host(
                      server.port(),
                      new Login(
                          "", password.map(_ -> server.userKey()), password.map(Secret::new))),
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

  private static Host host(int port, Login login) {
    return new Host(
        "app1",
        new Connection(
            Connection.Method.SSH,
            "127.0.0.1",
            port,
            login,
            Optional.empty(),
            List.of(),
            List.of()));
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
                TAKES_TWO));
  }

  @Test
  void aWrongPasswordAfterTheKeyIsARefusedSecondStep() throws Exception {
    assertThat(
            ask(
                Optional.of("wrong"),
                "PermitRootLogin yes",
                "PasswordAuthentication yes",
                "KbdInteractiveAuthentication no",
                "AuthenticationMethods publickey,password"))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:PORT: login: the host has accepted %s's key ssh-ed25519 SHA256:… (KEY),"
                        .formatted(System.getProperty("user.name"))
                    + " and refuses the second step: the password",
                "Check the password of this user in the inventory."));
  }

  /// Logs in at Apache MINA SSHD, which wants these methods one after the other and takes this password.
  private Ending twoSteps(String methods, boolean takesKeys, String password) throws Exception {
    try (MinaServer server = new MinaServer()) {
      CoreModuleProperties.AUTH_METHODS.set(server.settings(), methods);
      server.settings().setPublickeyAuthenticator((_, _, _) -> takesKeys);
      server.settings().setPasswordAuthenticator((_, given, _) -> given.equals(SECRET));
      server.settings().setKeyboardInteractiveAuthenticator(new AsksForACode());
      server.start();
      Path key = directory.resolve("key");
      OpenSshServer.keygen(key, "ed25519", "");
      Ending ending =
          Hosts.run(
              Hosts.settings(Files.writeString(directory.resolve("known"), server.known()), key),
              host(
                  server.port(),
                  new Login("watcher", Optional.of(key), Optional.of(new Secret(password)))),
              "echo",
              Recorder.patient());
      return ending instanceof Ending.Failed failed
          ? new Ending.Failed(
              failed.reason(),
              failed
                  .detail()
                  .replace(":" + server.port(), ":PORT")
                  .replace(key.toString(), "KEY")
                  .replaceAll("SHA256:[^ ]+", "SHA256:…"),
              failed.hint())
          : ending;
    }
  }

  /// A second factor that only a person has.
  private static final class AsksForACode extends DefaultKeyboardInteractiveAuthenticator {

    @Override
    public InteractiveChallenge generateChallenge(
        ServerSession session, String username, String lang, String subMethods) {
      InteractiveChallenge challenge = new InteractiveChallenge();
      challenge.addPrompt("Verification code: ", false);
      return challenge;
    }

    @Override
    public boolean authenticate(ServerSession session, String username, List<String> responses) {
      return false;
    }
  }

  @Test
  void aKeyAndThenAPasswordLogIn() throws Exception {
    assertThat(twoSteps("publickey,password", true, SECRET)).isEqualTo(Hosts.ENDED);
  }

  @Test
  void aKeyThatIsRefusedAfterThePasswordIsNamed() throws Exception {
    assertThat(twoSteps("password,publickey", false, SECRET))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:PORT: login: the host has accepted watcher's password, and refuses the"
                    + " second step: ssh-ed25519 SHA256:… (KEY)",
                "Check the user and the key in the inventory, and authorized_keys on the host."));
  }

  @Test
  void aCodeThatOnlyAPersonHasIsNoWrongPassword() throws Exception {
    assertThat(twoSteps("publickey,keyboard-interactive", true, SECRET))
        .isEqualTo(
            new Ending.Failed(
                Reason.AUTH,
                "app1: 127.0.0.1:PORT: login: the host has accepted watcher's key ssh-ed25519 SHA256:…"
                    + " (KEY), and wants a second step: keyboard-interactive; not answered: Verification"
                    + " code:",
                TAKES_TWO));
  }

  /// How this host ends if it is asked as a run asks it.
  private static Outcome outcome(OpenSshServer server, Host host) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (SshTransport transport =
        new SshTransport(Hosts.settings(server.knownHosts("ed25519"), server.userKey()))) {
      Plan plan = new Plan(List.of(new Question("host")), Map.of("host", new HostProbe()));
      new Collector(transport, Collector.Limits.DEFAULT)
          .collect(List.of(host), _ -> plan, answers -> outcomes.add(answers.outcome()));
    }
    return outcomes.getFirst();
  }

  /// A key for sftp only, as sshd itself has it.
  @Test
  void aKeyThatIsBoundToACommandIsNamed() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, "ForceCommand internal-sftp")) {
      assertThat(outcome(server, Hosts.host("app1", server.port())))
          .isEqualTo(
              new Outcome.Unreachable(
                  Reason.AUTH,
                  "app1: the key or the account is bound to a command on the host, which runs in place of the script: "
                      + "This service allows sftp connections only.",
                  "Use a key without command= in authorized_keys, and an account with an ordinary shell and"
                      + " without ForceCommand in sshd_config."));
    }
  }

  /// The host's PAM wants a new password of the user before anything runs.
  @Test
  @DisplayName("C3 a host whose account's password has expired")
  void anExpiredPasswordIsNamed() throws Exception {
    Path shadow = directory.resolve("shadow");
    Files.writeString(
        shadow, System.getProperty("user.name") + ":*:0:0:99999:7:::\nnobody:*:19000::::::\n");
    try (OpenSshServer server =
        OpenSshServer.startAfter(
            "mount --bind %s /etc/shadow".formatted(shadow), directory, "UsePAM yes")) {
      Outcome.Unreachable outcome =
          (Outcome.Unreachable) outcome(server, Hosts.host("app1", server.port()));

      assertThat(outcome.reason()).as(server.log()).isEqualTo(Reason.AUTH);
      assertThat(outcome.detail()).startsWith("app1: the account's password has expired: ");
      assertThat(outcome.hint())
          .isEqualTo(
              "Set a new password for the account on the host, or let it not expire: chage -l USER shows"
                  + " the dates.");
    }
  }

  @Test
  @DisplayName("C4 sudo with requiretty")
  void aSudoThatWantsATerminalIsNamed() throws Exception {
    Path sudoers =
        Files.writeString(
            directory.resolve("sudoers"), "Defaults requiretty\nALL ALL=(ALL:ALL) NOPASSWD: ALL\n");
    Files.setPosixFilePermissions(sudoers, PosixFilePermissions.fromString("r--r-----"));
    try (OpenSshServer server =
        OpenSshServer.startAfter(
            "mount --bind %s /etc/sudoers".formatted(sudoers), directory, "UsePAM no")) {
      Become root = new Become(Become.Method.SUDO, "root", Optional.empty());
      Outcome.Unreachable outcome =
          (Outcome.Unreachable) outcome(server, Hosts.becoming("app1", server.port(), root));

      assertThat(outcome.reason()).isEqualTo(Reason.PRIVILEGE);
      assertThat(outcome.detail())
          .startsWith("app1: ")
          .endsWith(
              "sudo wants a terminal (requiretty): sudo: sorry, you must have a tty to run sudo");
      assertThat(outcome.hint())
          .isEqualTo(
              "Let the login user run sudo without a terminal: Defaults:USER !requiretty in sudoers.");
    }
  }

  /// Since OpenSSH 9.2, sshd closes a channel that says nothing for so long.
  @Test
  @DisplayName("U8 ChannelTimeout")
  void aChannelThatIsClosedForItsSilenceIsNamed() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(directory, "ChannelTimeout session:command=1s")) {
      Ending ending =
          Hosts.run(
              Hosts.settings(server.knownHosts("ed25519"), server.userKey()),
              Hosts.host("app1", server.port()),
              "sleep 20",
              Recorder.patient());

      assertThat(ending)
          .isEqualTo(
              new Ending.Failed(
                  Reason.TRUNCATED,
                  "app1: 127.0.0.1:%d: script: the host ended the session before the script had ended"
                      .formatted(server.port()),
                  "Run again; if it stays so, look at ChannelTimeout in the host's sshd_config, and at"
                      + " the host's log.",
                  Optional.of("127.0.0.1")));
    }
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
