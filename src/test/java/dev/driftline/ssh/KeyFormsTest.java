package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.key.Passphrases;
import dev.driftline.ssh.login.Credentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Key files of every form, as ssh-keygen and openssl write them, and certificates beside them: at a real sshd.
@Tag("host")
@Timeout(60)
class KeyFormsTest {

  @TempDir static Path shared;
  @TempDir Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    OpenSshServer.keygen(shared.resolve("authority"), "ed25519", "");
    server =
        OpenSshServer.start(
            shared, "TrustedUserCAKeys " + shared.resolve("authority.pub"), "LogLevel VERBOSE");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Ending login(Path key) throws Exception {
    Ending ending =
        Hosts.run(
            new SshSettings(
                new HostKeys(List.of(server.knownHosts("ed25519")), false),
                new Credentials(
                    System.getProperty("user.name"),
                    Optional.of(key),
                    Optional.empty(),
                    List.of(),
                    (Passphrases) _ -> Optional.of(new Secret("secret"))),
                Duration.ofSeconds(10),
                10),
            Hosts.host("app1", server.port()),
            "echo asked",
            Recorder.patient());
    return ending instanceof Ending.Failed failed
        ? new Ending.Failed(
            failed.reason(),
            failed.detail().replace(":" + server.port(), ":PORT").replace(key.toString(), "KEY"),
            "")
        : ending;
  }

  private static Ending.Failed unusable(String words) {
    return new Ending.Failed(Reason.AUTH, "app1: 127.0.0.1:PORT: login: KEY " + words, "");
  }

  private Path file(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /// The host knows the authority only.
  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void aCertificateBesideTheKeyIsUsed(String type) throws Exception {
    Path key = directory.resolve("key");
    OpenSshServer.keygen(key, type, "");
    assertThat(login(key)).isInstanceOf(Ending.Failed.class);
    OpenSshServer.run(
        "ssh-keygen",
        "-q",
        "-s",
        shared.resolve("authority").toString(),
        "-I",
        "tester",
        "-n",
        System.getProperty("user.name"),
        key + ".pub");

    assertThat(login(key)).as(server.log()).isEqualTo(Hosts.ENDED);
  }

  @Test
  void aCertificateOfAnotherKeyIsLeftOut() throws Exception {
    Path other = directory.resolve("other");
    OpenSshServer.keygen(other, "ed25519", "");
    OpenSshServer.run(
        "ssh-keygen",
        "-q",
        "-s",
        shared.resolve("authority").toString(),
        "-I",
        "tester",
        "-n",
        "nobody",
        other + ".pub");
    Path key = file("key", Files.readString(server.userKey()));
    Files.copy(Path.of(other + "-cert.pub"), Path.of(key + "-cert.pub"));

    assertThat(login(key)).isEqualTo(Hosts.ENDED);
  }

  @Test
  void anEmptyFileIsNamed() throws Exception {
    assertThat(login(file("key", "\n"))).isEqualTo(unusable("is empty"));
  }

  @Test
  void aPublicKeyIsNamed() throws Exception {
    assertThat(login(file("key", Files.readString(Path.of(server.userKey() + ".pub")))))
        .isEqualTo(
            unusable(
                "holds a public key: name the private one, which has the same name without .pub"));
  }

  @Test
  void anEncryptedPuttyKeyOfVersion3IsNamed() throws Exception {
    assertThat(
            login(
                file(
                    "key",
                    "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\nComment: x\r\n")))
        .isEqualTo(
            unusable(
                "is an encrypted PuTTY key of version 3, which driftline cannot read: convert it with"
                    + " puttygen KEY -O private-openssh -o NEW"));
  }

  /// The beginning of what ssh-keygen -t ed25519-sk writes.
  @Test
  void aKeyOfASecurityTokenIsNamed() throws Exception {
    String body =
        "openssh-key-v1\0\0\0\0\4none\0\0\0\4none\0\0\0\0\0\0\0\1\0\0\0J"
            + "\0\0\0\u001ask-ssh-ed25519@openssh.com";
    String base64 =
        Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(
            login(
                file(
                    "key",
                    "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                        + base64
                        + "\n-----END OPENSSH PRIVATE KEY-----\n")))
        .isEqualTo(
            unusable(
                "is the key of a security token, which somebody has to touch: use another key"));
  }

  private Path pkcs8(String options) throws Exception {
    Path pem = directory.resolve("pem");
    if (Files.notExists(pem)) {
      OpenSshServer.run(
          "ssh-keygen", "-q", "-t", "rsa", "-m", "PEM", "-N", "", "-f", pem.toString());
    }
    Path key = file("key", "");
    OpenSshServer.run(
        ("openssl pkcs8 -topk8 -in " + pem + " -out " + key + " -passout pass:secret " + options)
            .split(" "));
    return key;
  }

  @ParameterizedTest
  @CsvSource({
    "-v2 aes-256-cbc",
    "-v2 aes-128-cbc -v2prf hmacWithSHA512",
  })
  void thisPkcs8IsRead(String options) throws Exception {
    Ending.Failed failed = (Ending.Failed) login(pkcs8(options));

    assertThat(failed.detail()).startsWith("app1: 127.0.0.1:PORT: login: the host does not let ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-scrypt", "-v1 PBE-SHA1-3DES", "-v2 des3", "-v2 camellia-256-cbc"})
  void thisPkcs8IsNamed(String options) throws Exception {
    assertThat(login(pkcs8(options)))
        .isEqualTo(
            unusable(
                "is encrypted in a way that driftline cannot read: convert it with ssh-keygen -p -f"
                    + " KEY"));
  }
}
