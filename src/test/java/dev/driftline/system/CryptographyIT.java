package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The system's OpenSSL and the JDK come to the same report, and the one that is asked for does the work.
@Tag("fleet")
class CryptographyIT {

  private static final String WITHOUT = "DRIFTLINE_JAVA_OPTS=-Ddriftline.openssl=no";

  private static Fleet fleet;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.up("good,badkey", "--badkey", "badkey");
    for (String type : List.of("ed25519", "rsa", "ecdsa")) {
      Path key = folder.resolve(type);
      new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString())
          .inheritIO()
          .start()
          .waitFor();
      fleet.inside(
          "good",
          "echo '%s' >>/root/.ssh/authorized_keys"
              .formatted(Files.readString(Path.of(key + ".pub")).strip()));
    }
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void theReportIsTheSame(String type) throws Exception {
    Program.Result with = check("", type);
    Program.Result without = check(WITHOUT, type);
    assertThat(with.exit()).isEqualTo(without.exit()).isEqualTo(4);
    assertThat(verdicts(with))
        .isEqualTo(verdicts(without))
        .containsExactly("sshd-test-quiet good pass", "sshd-test-quiet badkey unknown");
  }

  private Program.Result check(String environment, String type) throws Exception {
    Path calls = folder.resolve("calls");
    Path key = folder.resolve(type);
    Path overlay =
        Files.writeString(
            folder.resolve("key.yml"),
            "all: { hosts: { good: { ansible_ssh_private_key_file: %s } } }".formatted(key));
    Program.Result result =
        Program.shell(
            ("strace -f -qq -e trace=openat -o %s env %s $DRIFTLINE check -i %s -i %s"
                    + " --check sshd-test-quiet --format json")
                .formatted(calls, environment, fleet.path("inventory.yml"), overlay));
    String opened = Files.readString(calls);
    assertThat(opened).contains('"' + key.toString() + '"');
    assertThat(opened.contains("/libcrypto.so."))
        .as("OpenSSL is loaded")
        .isEqualTo(environment.isEmpty());
    return result;
  }

  private static List<String> verdicts(Program.Result result) throws Exception {
    List<String> verdicts = new ArrayList<>();
    for (JsonNode one : result.json().get("results")) {
      verdicts.add(
          "%s %s %s"
              .formatted(
                  one.get("check").asText(),
                  one.get("host").asText(),
                  one.get("verdict").asText()));
    }
    return verdicts;
  }
}
