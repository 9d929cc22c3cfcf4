package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.ssh.hostkey.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real sshd that knows only what servers of 2009 did: reached where the inventory names it, and nowhere else.
@Tag("host")
@Timeout(120)
class OlderServersTest {

  private static final AlgorithmNames OLD =
      AlgorithmNames.USUAL
          .with(AlgorithmKind.HOST_KEY, List.of("ssh-rsa"))
          .with(AlgorithmKind.KEY_EXCHANGE, List.of("diffie-hellman-group14-sha1"))
          .with(AlgorithmKind.CIPHER, List.of("aes128-cbc"))
          .with(AlgorithmKind.MAC, List.of("hmac-sha1"));

  private static final AlgorithmNames OLD_KEYS_TOO =
      OLD.with(AlgorithmKind.USER_KEY, added(AlgorithmKind.USER_KEY, "ssh-rsa"));

  @TempDir Path directory;

  private static List<String> added(AlgorithmKind kind, String name) {
    return Stream.concat(kind.usual().stream(), Stream.of(name)).toList();
  }

  private static Host host(int port, AlgorithmNames algorithms) {
    Host usual = Hosts.host("app1", port);
    Connection c = usual.connection();
    return new Host(
        usual.name(),
        new Connection(
            c.method(),
            c.address(),
            c.port(),
            c.login(),
            c.become(),
            c.jumps(),
            c.knownHosts(),
            algorithms));
  }

  private OpenSshServer oldServer() throws Exception {
    OpenSshServer.keygen(directory.resolve("rsa"), "rsa", "");
    return OpenSshServer.start(
        directory,
        "HostKeyAlgorithms ssh-rsa",
        "KexAlgorithms diffie-hellman-group14-sha1",
        "Ciphers aes128-cbc",
        "MACs hmac-sha1",
        "PubkeyAcceptedAlgorithms ssh-rsa",
        "AuthorizedKeysFile " + directory.resolve("rsa.pub"));
  }

  private Ending ask(OpenSshServer server, AlgorithmNames algorithms) throws Exception {
    return Hosts.run(
        Hosts.settings(server.knownHosts("rsa"), directory.resolve("rsa")),
        host(server.port(), algorithms),
        "echo asked",
        Recorder.patient());
  }

  @Test
  void isReachedWithWhatIsNamed() throws Exception {
    try (OpenSshServer server = oldServer()) {
      assertThat(ask(server, OLD_KEYS_TOO)).as(server.log()).isEqualTo(Hosts.ENDED);
    }
  }

  @Test
  void isNotReachedOtherwiseAndItIsSaidWhatItNeeds() throws Exception {
    try (OpenSshServer server = oldServer()) {
      Ending.Failed failed = (Ending.Failed) ask(server, AlgorithmNames.USUAL);

      assertThat(failed.reason()).isEqualTo(Reason.UNSUPPORTED);
      assertThat(failed.hint())
          .isEqualTo(
              "Update the host's SSH server, or allow what it needs, for this host in the inventory:"
                  + " host_key_algorithms: +ssh-rsa, kex_algorithms: +diffie-hellman-group14-sha1,"
                  + " cipher_algorithms: +aes128-cbc, mac_algorithms: +hmac-sha1 (docs/inventory.md).");
    }
  }

  /// The server asks for nothing better, and gets no signature that rests on SHA-1.
  @Test
  void getsNoSignatureOfAnOldKindThatIsNotNamed() throws Exception {
    try (OpenSshServer server = oldServer()) {
      Ending.Failed failed = (Ending.Failed) ask(server, OLD);

      assertThat(failed.reason()).isEqualTo(Reason.AUTH);
      assertThat(server.log()).doesNotContain("Accepted publickey");
    }
  }

  @Test
  void isTheOnlyOneThatIsAskedSo() throws Exception {
    try (OpenSshServer server = oldServer()) {
      assertThat(ask(server, OLD_KEYS_TOO)).isEqualTo(Hosts.ENDED);
      assertThat(ask(server, AlgorithmNames.USUAL)).isInstanceOf(Ending.Failed.class);
      assertThat(ask(server, OLD_KEYS_TOO)).isEqualTo(Hosts.ENDED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KexAlgorithms diffie-hellman-group1-sha1",
        "KexAlgorithms diffie-hellman-group-exchange-sha256",
        "Ciphers aes256-cbc",
        "Ciphers aes192-cbc",
        "Ciphers 3des-cbc",
        "MACs hmac-sha1-etm@openssh.com",
        "HostKeyAlgorithms ssh-rsa"
      })
  void mayKnowAnyOneOfThem(String option) throws Exception {
    String[] words = option.split(" ", -1);
    AlgorithmKind kind =
        Stream.of(AlgorithmKind.values())
            .filter(one -> one.option().equals(words[0]))
            .findFirst()
            .orElseThrow();
    try (OpenSshServer server = OpenSshServer.start(directory, option)) {
      Ending ending =
          Hosts.run(
              Hosts.settings(server.knownHosts("rsa"), server.userKey()),
              host(server.port(), AlgorithmNames.USUAL.with(kind, added(kind, words[1]))),
              "echo asked",
              Recorder.patient());

      assertThat(ending).as(server.log()).isEqualTo(Hosts.ENDED);
    }
  }

  /// A key that is exchanged again is proved with what was agreed on again.
  @Test
  void goesOnWhileKeysAreExchangedAgain() throws Exception {
    try (OpenSshServer server =
        OpenSshServer.start(
            directory,
            "RekeyLimit 16K",
            "KexAlgorithms diffie-hellman-group-exchange-sha256",
            "HostKeyAlgorithms rsa-sha2-256")) {
      Recorder recorder = Recorder.patient();
      Ending ending =
          Hosts.run(
              Hosts.settings(server.knownHosts("rsa"), server.userKey()),
              host(
                  server.port(),
                  AlgorithmNames.USUAL.with(
                      AlgorithmKind.KEY_EXCHANGE, List.of("diffie-hellman-group-exchange-sha256"))),
              "head -c 100000 /dev/zero | tr '\\0' x\n",
              recorder);

      assertThat(ending).as(server.log()).isEqualTo(Hosts.ENDED);
      assertThat(recorder.stdout()).isEqualTo("x".repeat(100_000));
    }
  }

  @Test
  void aKeyOfTooFewBitsIsNotOffered() throws Exception {
    Path key = directory.resolve("short");
    OpenSshServer.run(
        "ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", key.toString());
    try (OpenSshServer server =
        OpenSshServer.start(directory, "AuthorizedKeysFile " + key + ".pub")) {
      Ending ending =
          Hosts.run(
              Hosts.settings(server.knownHosts("ed25519"), key),
              Hosts.host("app1", server.port()),
              "echo asked",
              Recorder.patient());

      assertThat(ending)
          .isEqualTo(
              new Ending.Failed(
                  Reason.AUTH,
                  "app1: 127.0.0.1:%d: login: %s (%s) does not count: it has 1024 bits, and 2048 are the least"
                      .formatted(server.port(), publicKey(key), key),
                  "Name a usable private key in the inventory or with --key, or start ssh-agent."));
      assertThat(server.log()).doesNotContain("Accepted publickey");
    }
  }

  private static PublicKey publicKey(Path key) throws Exception {
    String base64 = Files.readString(Path.of(key + ".pub")).split(" ", 3)[1];
    return PublicKey.of(Base64.getDecoder().decode(base64)).orElseThrow();
  }
}
