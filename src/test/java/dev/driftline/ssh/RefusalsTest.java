package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.ssh.hostkey.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that must not be asked, and hosts that do not answer: a real sshd.
@Tag("host")
@Timeout(60)
class RefusalsTest {

  private static final String OTHER_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @TempDir static Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path known(String lines) throws IOException {
    Path file = Files.createTempFile(directory, "known", "hosts");
    return Files.writeString(file, lines.replace("HOST", "[127.0.0.1]:" + server.port()));
  }

  private static Ending.Failed fail(SshSettings settings, int port, Duration limit)
      throws Exception {
    Ending ending =
        Hosts.run(settings, Hosts.host("app1", port), "echo asked", Recorder.patient(), limit);
    assertThat(ending).isInstanceOf(Ending.Failed.class);
    return (Ending.Failed) ending;
  }

  private static void refusesWithoutLogin(String lines, String words, boolean acceptNew)
      throws Exception {
    Path file = known(lines);
    String before = Files.readString(file);
    int logins = count(server.log(), "Accepted");

    Ending.Failed failed =
        fail(
            acceptNew
                ? Hosts.acceptingNew(file, server.userKey())
                : Hosts.settings(file, server.userKey()),
            server.port(),
            Hosts.LONG);

    assertThat(failed.reason()).isEqualTo(Reason.HOST_KEY);
    assertNoKey(failed);
    assertThat(failed.detail())
        .startsWith("app1: 127.0.0.1:" + server.port() + ": host key: " + words);
    assertThat(count(server.log(), "Accepted")).isEqualTo(logins);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  /// X17: what is said of a key is its fingerprint, of the host's as of those that are held.
  private static void assertNoKey(Ending.Failed failed) throws IOException {
    String said = failed.detail() + failed.hint();
    assertThat(said).contains("SHA256:");
    for (String key : List.of(OTHER_KEY, server.hostKey("ed25519"), server.hostKey("rsa"))) {
      assertThat(said).doesNotContain(key.split(" ", 2)[1].substring(20, 44));
    }
  }

  private static int count(String text, String word) {
    return text.split(word, -1).length - 1;
  }

  @Test
  void refusesAnUnknownHost() throws Exception {
    refusesWithoutLogin("", "it is not known: the host offers ssh-ed25519 SHA256:", false);
  }

  @Test
  void refusesAChangedKeyEvenWhereNewOnesAreAccepted() throws Exception {
    refusesWithoutLogin(
        "HOST " + OTHER_KEY + "\n", "it has changed: the host offers ssh-ed25519 SHA256:", true);
  }

  @Test
  void refusesAKeyOfAnotherTypeThanTheOneHeld() throws Exception {
    String ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA==";
    refusesWithoutLogin("HOST " + ecdsa + "\n", "it has changed: the host offers ", true);
  }

  @Test
  void refusesARevokedKeyThoughTheHostHasIt() throws Exception {
    String key = server.hostKey("ed25519");
    refusesWithoutLogin(
        "HOST " + key + "\n@revoked * " + key + "\n", "it is revoked: the host offers ", true);
  }

  /// As ssh does. The line has the type and the blob of a certificate, which are not those that the host shows.
  @Test
  void aRevokedCertificateRevokesTheKeyThatItIsAbout() throws Exception {
    Path key = Files.copy(directory.resolve("host_ed25519.pub"), directory.resolve("revoked.pub"));
    OpenSshServer.run(
        "ssh-keygen", "-q", "-h", "-I", "app1", "-s", server.userKey().toString(), key.toString());
    refusesWithoutLogin(
        "HOST %s\n@revoked * %s\n"
            .formatted(
                server.hostKey("ed25519"),
                Files.readString(directory.resolve("revoked-cert.pub")).strip()),
        "it is revoked: the host offers ",
        false);
  }

  @Test
  void aKeyThatIsRevokedForTheAddressCountsAtNoPort() throws Exception {
    String key = server.hostKey("ed25519");
    refusesWithoutLogin(
        "* " + key + "\n@revoked 127.0.0.1 " + key + "\n",
        "it is revoked: the host offers ",
        false);
  }

  /// No host can prove such a key to driftline, so the lines say nothing about this one.
  @Test
  void markedKeysOfTypesThatDriftlineLacksTouchNoHost() throws Exception {
    String odd =
        "ssh-mldsa44 AAAAC3NzaC1tbGRzYTQ0AAAAKHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=";
    Path file =
        known(
            "@revoked * %1$s\n@cert-authority * %1$s\nHOST %1$s\nHOST %2$s\n"
                .formatted(odd, server.hostKey("ed25519")));

    assertThat(
            Hosts.run(
                Hosts.settings(file, server.userKey()),
                Hosts.host("app1", server.port()),
                "echo asked",
                Recorder.patient()))
        .isEqualTo(Hosts.ENDED);
  }

  @Test
  void addsTheKeyOfANewHostAndKnowsItThen() throws Exception {
    Path file = known("# mine");
    SshSettings settings = Hosts.acceptingNew(file, server.userKey());

    Ending ending =
        Hosts.run(settings, Hosts.host("app1", server.port()), "echo asked", Recorder.patient());

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(Files.readString(file))
        .isEqualTo("# mine\n[127.0.0.1]:" + server.port() + " " + server.hostKey("ed25519") + "\n");
    assertThat(
            Hosts.run(
                Hosts.settings(file, server.userKey()),
                Hosts.host("app1", server.port()),
                "echo asked",
                Recorder.patient()))
        .isEqualTo(Hosts.ENDED);
  }

  private static Host hostKnownBy(List<Path> files) {
    Connection there = Hosts.host("app1", server.port()).connection();
    return new Host(
        "app1",
        new Connection(
            there.method(),
            there.address(),
            there.port(),
            there.login(),
            there.become(),
            there.jumps(),
            files));
  }

  /// Such a file may be any file of this user: a new line in `authorized_keys` would be a login here.
  @Test
  void addsNoKeyToAFileThatTheInventoryNames() throws Exception {
    Path own = known("");
    Path authorized = Files.writeString(directory.resolve("keys-of-mine"), "# mine\n");

    Ending ending =
        Hosts.run(
            Hosts.acceptingNew(own, server.userKey()),
            hostKnownBy(List.of(authorized)),
            "echo asked",
            Recorder.patient());

    String host = "127.0.0.1:" + server.port();
    String fingerprint =
        PublicKey.of(Base64.getDecoder().decode(server.hostKey("ed25519").split(" ", 2)[1]))
            .orElseThrow()
            .fingerprint();
    assertThat(ending)
        .isEqualTo(
            new Ending.Failed(
                Reason.HOST_KEY,
                "app1: %1$s: host key: it is not known: the host offers ssh-ed25519 %2$s, and no key of [127.0.0.1]:%3$d is in %4$s"
                    .formatted(host, fingerprint, server.port(), authorized),
                "Compare the fingerprint with the owner's, then add the key to %s by hand: the inventory names this file, and --accept-new-host-keys adds to your own known_hosts or the first --known-hosts only."
                    .formatted(authorized)));
    assertThat(Files.readString(authorized)).isEqualTo("# mine\n");
    assertThat(Files.readString(own)).isEmpty();
  }

  @Test
  void addsAKeyWhereTheInventoryNamesTheUsersOwnFile() throws Exception {
    Path own = known("");

    Ending ending =
        Hosts.run(
            Hosts.acceptingNew(own, server.userKey()),
            hostKnownBy(List.of(own, directory.resolve("more"))),
            "echo asked",
            Recorder.patient());

    assertThat(ending).isEqualTo(Hosts.ENDED);
    assertThat(Files.readString(own)).contains(server.hostKey("ed25519"));
  }

  @Test
  void saysWhichKeyWasRefused() throws Exception {
    Path key = directory.resolve("stranger");
    OpenSshServer.keygen(key, "ed25519", "");

    Ending.Failed failed =
        fail(Hosts.settings(server.knownHosts("ed25519"), key), server.port(), Hosts.LONG);

    assertThat(failed.reason()).isEqualTo(Reason.AUTH);
    assertThat(failed.detail())
        .startsWith(
            "app1: 127.0.0.1:"
                + server.port()
                + ": login: the host does not let "
                + System.getProperty("user.name")
                + " in with ssh-ed25519 SHA256:")
        .endsWith(" (" + key + ")");
  }

  @Test
  void endsAScriptThatHangsAtItsDeadline() throws Exception {
    SshSettings settings = Hosts.settings(server.knownHosts("ed25519"), server.userKey());
    long start = System.nanoTime();

    Ending.Failed failed =
        (Ending.Failed)
            Hosts.run(
                settings,
                Hosts.host("app1", server.port()),
                "sleep 30",
                Recorder.patient(),
                Duration.ofSeconds(4));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(4500));
    assertThat(failed.detail()).startsWith("app1: 127.0.0.1:" + server.port() + ": script: ");
  }

  @Test
  void cutsAHostThatNeverStopsTalking() throws Exception {
    SshSettings settings = Hosts.settings(server.knownHosts("ed25519"), server.userKey());

    Ending ending =
        Hosts.run(
            settings,
            Hosts.host("app1", server.port()),
            "while :; do echo more and more and more; done",
            Recorder.patient());

    assertThat(ending)
        .isEqualTo(
            new Ending.Failed(
                Reason.LIMIT,
                "app1: 127.0.0.1:"
                    + server.port()
                    + ": script: more output than is taken from one host",
                "Ask the host fewer questions, or narrower ones.",
                Optional.of("127.0.0.1")));
  }
}
