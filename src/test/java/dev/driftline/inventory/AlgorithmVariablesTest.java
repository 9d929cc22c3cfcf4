package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an inventory says about algorithms: in variables, and in the arguments of ssh.
class AlgorithmVariablesTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  AlgorithmVariablesTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private List<Host> hosts(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml").select("all", problems);
  }

  private AlgorithmNames one(String variables) throws IOException {
    List<Host> hosts = hosts("all: {hosts: {h: {" + variables + "}}}");
    assertThat(folder.shown(problems)).isEmpty();
    return hosts.getFirst().connection().algorithms();
  }

  @Test
  void areTheUsualOnesWhereNothingIsSaid() throws IOException {
    AlgorithmNames names = one("");
    assertThat(names).isEqualTo(AlgorithmNames.USUAL);
    assertThat(names.older()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cipher_algorithms: '+aes128-cbc'",
        "cipher_algorithms: ['+aes128-cbc']",
        "ansible_ssh_common_args: '-o Ciphers=+aes128-cbc'",
        "ansible_ssh_args: '-oCiphers=+aes128-cbc,chacha20-poly1305@openssh.com'",
        "ansible_ssh_extra_args: '-c +aes128-cbc'",
        "cipher_algorithms: '+aes128-cbc', ansible_ssh_args: '-o Ciphers=3des-cbc'"
      })
  void addsAnOlderOneToTheUsualOnes(String variables) throws IOException {
    AlgorithmNames names = one(variables);
    assertThat(names.of(AlgorithmKind.CIPHER))
        .containsExactly(
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr",
            "aes128-cbc");
    assertThat(names.of(AlgorithmKind.MAC)).isEqualTo(AlgorithmKind.MAC.usual());
    assertThat(names.older()).containsExactly("aes128-cbc");
  }

  @Test
  void readsEverySignOfSsh() throws IOException {
    AlgorithmNames names =
        one(
            "kex_algorithms: [diffie-hellman-group14-sha1, curve25519-sha256],"
                + " cipher_algorithms: '-*-ctr',"
                + " mac_algorithms: '^hmac-sha1,hmac-sha2-512',"
                + " ansible_ssh_common_args: '-o HostKeyAlgorithms=+ssh-rsa"
                + " -o PubkeyAcceptedKeyTypes=ssh-rsa,ssh-rsa'");
    assertThat(names.of(AlgorithmKind.KEY_EXCHANGE))
        .containsExactly("diffie-hellman-group14-sha1", "curve25519-sha256");
    assertThat(names.of(AlgorithmKind.CIPHER))
        .containsExactly("aes128-gcm@openssh.com", "aes256-gcm@openssh.com");
    assertThat(names.of(AlgorithmKind.MAC))
        .containsExactly(
            "hmac-sha1",
            "hmac-sha2-512",
            "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-512-etm@openssh.com",
            "hmac-sha2-256");
    assertThat(names.of(AlgorithmKind.HOST_KEY)).endsWith("rsa-sha2-256", "ssh-rsa");
    assertThat(names.of(AlgorithmKind.USER_KEY)).containsExactly("ssh-rsa");
    assertThat(names.older())
        .containsExactly("ssh-rsa", "diffie-hellman-group14-sha1", "hmac-sha1");
  }

  /// What is weak, misspelt or unknown is never passed over: the host would not be reached, or not as was meant.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mac_algorithms: '+hmac-md5' | 1:35 | mac_algorithms: driftline cannot use \"hmac-md5\"",
        "host_key_algorithms: ssh-dss | 1:40 | host_key_algorithms: driftline cannot use \"ssh-dss\"",
        "cipher_algorithms: '+3des-cbd' | 1:38 | cipher_algorithms: driftline cannot use \"3des-cbd\"",
        "cipher_algorithms: arcfour | 1:38 | cipher_algorithms: driftline cannot use \"arcfour\"",
        "cipher_algorithms: '' | 1:38 | cipher_algorithms: driftline cannot use \"\"",
        "cipher_algorithms: '-*' | 1:38 | cipher_algorithms leaves no algorithm that driftline can use",
        "ansible_ssh_args: '-o KexAlgorithms=diffie-hellman-group-exchange-sha1' | 1:37"
            + " | KexAlgorithms: driftline cannot use \"diffie-hellman-group-exchange-sha1\"",
        "ansible_ssh_args: '-o Ciphers=chacha20-poly1305@openssh.com' | 1:37"
            + " | Ciphers leaves no algorithm that driftline can use"
      })
  void refusesWhatItCannotUse(String variables, String at, String message) throws IOException {
    assertThat(hosts("all: {hosts: {h: {" + variables + "}}}")).isEmpty();
    assertThat(folder.shown(problems).lines().findFirst())
        .contains("hosts.yml:" + at + ": error: " + message);
  }

  @Test
  void saysWhatItCanUse() throws IOException {
    hosts("all: {hosts: {h: {mac_algorithms: hmac-md5}}}");
    assertThat(folder.shown(problems))
        .contains(
            "it can use hmac-sha2-256-etm@openssh.com, hmac-sha2-512-etm@openssh.com, hmac-sha2-256,"
                + " hmac-sha2-512, hmac-sha1-etm@openssh.com, hmac-sha1");
  }

  @Test
  void areThoseOfEachHostAlone() throws IOException {
    List<Host> hosts =
        hosts(
            """
            all:
              hosts:
                gate: {host_key_algorithms: +ssh-rsa}
                app: {jump: gate, ansible_ssh_args: '-o Ciphers=+3des-cbc'}
                other: {jump: 'elsewhere.example', mac_algorithms: +hmac-sha1}
            """);
    assertThat(folder.shown(problems)).isEmpty();
    Connection app = hosts.get(1).connection();
    assertThat(app.algorithms().older()).containsExactly("3des-cbc");
    assertThat(app.jumps().getFirst().algorithms().older()).containsExactly("ssh-rsa");
    assertThat(hosts.get(2).connection().jumps().getFirst().algorithms())
        .isEqualTo(AlgorithmNames.USUAL);
  }
}
