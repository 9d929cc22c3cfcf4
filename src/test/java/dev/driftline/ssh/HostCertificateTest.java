package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hosts that show a certificate, signed by a real ssh-keygen and shown by a real sshd.
@Tag("host")
@Timeout(60)
class HostCertificateTest {

  private static final String COMPARE =
      "Compare the host's certificate with the @cert-authority lines of known_hosts.";

  @TempDir static Path shared;
  @TempDir Path directory;

  @BeforeAll
  static void makeAuthority() throws Exception {
    OpenSshServer.keygen(shared.resolve("authority"), "ed25519", "");
    OpenSshServer.keygen(shared.resolve("stranger"), "ed25519", "");
  }

  private static String publicKey(String name) throws IOException {
    return words(shared.resolve(name + ".pub"));
  }

  /// Type and key, without the comment.
  private static String words(Path file) throws IOException {
    String[] fields = Files.readString(file).split(" ", 3);
    return fields[0] + " " + fields[1];
  }

  /// Runs a script on a host whose certificate is signed with these options of ssh-keygen.
  ///
  /// @param lines of known_hosts, in which PORT stands for the server's, CERTIFIED and CERTIFICATE for its key and the
  ///              certificate
  private Ending run(String lines, String... options) throws Exception {
    Path certified = directory.resolve("certified");
    OpenSshServer.keygen(certified, "ed25519", "");
    List<String> sign = new ArrayList<>(List.of("ssh-keygen", "-q", "-h", "-I", "app1"));
    sign.addAll(List.of("-s", shared.resolve("authority").toString()));
    sign.addAll(List.of(options));
    sign.add(certified + ".pub");
    OpenSshServer.run(sign.toArray(String[]::new));
    try (OpenSshServer server =
        OpenSshServer.start(
            directory, "HostKey " + certified, "HostCertificate " + certified + "-cert.pub")) {
      Path file =
          Files.writeString(
              directory.resolve("known_hosts"),
              at(lines, server)
                  .replace("CERTIFICATE", words(Path.of(certified + "-cert.pub")))
                  .replace("CERTIFIED", words(Path.of(certified + ".pub"))));
      Ending ending =
          Hosts.run(
              Hosts.settings(file, server.userKey()),
              Hosts.host("app1", server.port()),
              "echo asked",
              Recorder.patient());
      assertThat(server.log().contains("Accepted")).isEqualTo(ending.equals(Hosts.ENDED));
      return ending instanceof Ending.Failed failed
          ? new Ending.Failed(
              failed.reason(),
              failed
                  .detail()
                  .replace(":" + server.port(), ":PORT")
                  .replaceAll("says \\d{4}(-\\d\\d){2}T\\d\\d(:\\d\\d){2}Z$", "says NOW"),
              failed.hint())
          : ending;
    }
  }

  private static String at(String lines, OpenSshServer server) {
    return lines.replace("PORT", String.valueOf(server.port()));
  }

  private static String authority(String pattern) throws IOException {
    return "@cert-authority " + pattern + " " + publicKey("authority") + "\n";
  }

  @Test
  void acceptsACertificateOfItsAuthority() throws Exception {
    assertThat(run(authority("[127.0.0.1]:PORT"), "-n", "127.0.0.1")).isEqualTo(Hosts.ENDED);
  }

  @Test
  void acceptsACertificateOfAnAuthorityForManyHosts() throws Exception {
    assertThat(run(authority("*"), "-n", "app1,127.0.0.1")).isEqualTo(Hosts.ENDED);
  }

  @Test
  void findsAnAuthorityUnderTheBareNameOfAHostOnAnotherPort() throws Exception {
    assertThat(run(authority("127.0.0.*"), "-n", "127.0.0.1")).isEqualTo(Hosts.ENDED);
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    assertThat(run(authority("*"), "-n", "db1"))
        .isEqualTo(rejected("invalid principal '127.0.0.1', allowed principals: [db1]"));
  }

  @Test
  void refusesACertificateThatHasExpired() throws Exception {
    assertThat(run(authority("*"), "-n", "127.0.0.1", "-V", "20200101:20210101"))
        .isEqualTo(outOfDate());
  }

  /// As a host looks whose clock, or ours, is wrong.
  @Test
  void saysWhatTimeItIsHereWhereACertificateIsNotValidYet() throws Exception {
    assertThat(run(authority("*"), "-n", "127.0.0.1", "-V", "20990101:20990201"))
        .isEqualTo(outOfDate());
  }

  @Test
  void refusesACertificateWhoseAuthorityIsRevoked() throws Exception {
    assertThat(
            run(authority("*") + "@revoked * " + publicKey("authority") + "\n", "-n", "127.0.0.1"))
        .isEqualTo(
            new Ending.Failed(
                Reason.HOST_KEY,
                "app1: 127.0.0.1:PORT: key exchange: Rejected certificate: signing CA key has been"
                    + " revoked for [127.0.0.1]:PORT",
                COMPARE));
  }

  @Test
  void refusesACertificateThatWasSignedWithSha1() throws Exception {
    Path authority = shared.resolve("rsa");
    OpenSshServer.keygen(authority, "rsa", "");
    assertThat(
            run(
                "@cert-authority * " + publicKey("rsa") + "\n",
                "-s",
                authority.toString(),
                "-t",
                "ssh-rsa",
                "-n",
                "127.0.0.1"))
        .isEqualTo(
            rejected(
                "CA signature algorithm 'ssh-rsa' is not in the allowed ca_signature_algorithms list:"
                    + " ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"
                    + "rsa-sha2-512,rsa-sha2-256"));
  }

  @Test
  void refusesAnAuthorityOfTooFewBits() throws Exception {
    Path authority = shared.resolve("short");
    OpenSshServer.run(
        "ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", authority.toString());
    Path file = directory.resolve("lines");
    Files.writeString(file, "@cert-authority * " + publicKey("short") + "\n");
    KnownHosts known = KnownHosts.read(List.of(file));

    assertThat(known.authorities("app1", 22)).isEmpty();
    assertThat(known.warnings())
        .containsExactly(
            file
                + ":1: the authority's key does not count: it has 1024 bits, and 2048 are the least");
  }

  @Test
  void refusesACertifiedKeyOfTooFewBits() throws Exception {
    Path certified = directory.resolve("short");
    OpenSshServer.run(
        "ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", certified.toString());
    OpenSshServer.run(
        "ssh-keygen",
        "-q",
        "-h",
        "-I",
        "app1",
        "-s",
        shared.resolve("authority").toString(),
        "-n",
        "127.0.0.1",
        certified + ".pub");
    try (OpenSshServer server =
        OpenSshServer.start(
            directory,
            "HostKey " + certified,
            "HostCertificate " + certified + "-cert.pub",
            "HostKeyAlgorithms rsa-sha2-512-cert-v01@openssh.com")) {
      Path file = Files.writeString(directory.resolve("known_hosts"), authority("*"));
      Ending ending =
          Hosts.run(
              Hosts.settings(file, server.userKey()),
              Hosts.host("app1", server.port()),
              "echo asked",
              Recorder.patient());

      assertThat(ending)
          .isEqualTo(
              new Ending.Failed(
                  Reason.HOST_KEY,
                  "app1: 127.0.0.1:%d: host key: the host's ssh-rsa-cert-v01@openssh.com key does not count: it has 1024 bits, and 2048 are the least"
                      .formatted(server.port()),
                  "Somebody may be between, or the host's SSH server is faulty: ask the host's owner."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void theKeyInACertificateIsFound(String type) throws Exception {
    Path key = directory.resolve("plain");
    OpenSshServer.keygen(key, type, "");
    OpenSshServer.run(
        "ssh-keygen",
        "-q",
        "-h",
        "-I",
        "x",
        "-s",
        shared.resolve("authority").toString(),
        key + ".pub");

    assertThat(read(directory.resolve("plain-cert.pub")).withoutCertificate())
        .contains(read(directory.resolve("plain.pub")));
    assertThat(read(directory.resolve("plain.pub")).withoutCertificate())
        .contains(read(directory.resolve("plain.pub")));
  }

  private static PublicKey read(Path file) throws IOException {
    return PublicKey.of(Base64.getDecoder().decode(words(file).split(" ", 2)[1])).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CERTIFICATE", "CERTIFIED"})
  void refusesACertificateThatIsRevokedOrWhoseKeyIs(String revoked) throws Exception {
    assertThat(run(authority("*") + "@revoked * " + revoked + "\n", "-n", "127.0.0.1"))
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.HOST_KEY);
              assertThat(failed.detail()).contains("revoked");
            });
  }

  @Test
  void refusesACertificateOfAnotherAuthority() throws Exception {
    assertThat(run("@cert-authority * " + publicKey("stranger") + "\n", "-n", "127.0.0.1"))
        .isEqualTo(
            rejected(
                "Rejected certificate 'app1': Certification Authority not in the known hosts or revoked for"
                    + " [127.0.0.1]:PORT"));
  }

  private Ending.Failed outOfDate() throws IOException {
    return rejected(
        "certificate not valid (expired or not yet valid) for id:app1; this machine's clock says NOW");
  }

  private Ending.Failed rejected(String why) throws IOException {
    Ending.Failed unknown = unknownKey();
    return new Ending.Failed(
        unknown.reason(),
        "%s; its certificate does not count: %s".formatted(unknown.detail(), why),
        unknown.hint());
  }

  /// As for ssh: without a certificate that counts, only the plain key does, and nothing is held for it.
  private Ending.Failed unknownKey() throws IOException {
    PublicKey key = read(directory.resolve("certified.pub"));
    return new Ending.Failed(
        Reason.HOST_KEY,
        "app1: 127.0.0.1:PORT: host key: it is not known: the host offers "
            + key
            + ", and no key of [127.0.0.1]:PORT is in "
            + directory.resolve("known_hosts"),
        "Compare the fingerprint with the owner's, then add the key to known_hosts, or let"
            + " --accept-new-host-keys do so.");
  }
}
