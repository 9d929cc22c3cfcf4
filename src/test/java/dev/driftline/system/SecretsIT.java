package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a secret may stand, and that it is nowhere else.
@Tag("host")
class SecretsIT {

  private static final String CANARY = "cAn4ry+/7c1f:Zebra&Kiwi=9e2";

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws Exception {
    run = RunFolder.with(folder);
    run.policy("shows", 1, "env; cat /proc/self/environ >&2");
    run.write(
        "inventory.yml",
        """
        all:
          hosts:
            here: { connection: local }
            locked: { host: 127.0.0.1, port: 1, ansible_ssh_private_key_file: %s/key }
        """
            .formatted(folder));
    run.write("passphrase", CANARY + "\n");
    Program.Result made =
        Program.shell(
            "cd %s && chmod 600 passphrase && ssh-keygen -q -t ed25519 -N '%s' -f key"
                .formatted(folder, CANARY));
    assertThat(made.exit()).as(made.stderr()).isZero();
  }

  @Test
  @DisplayName(
      "X01: a passphrase and the environment's secrets are nowhere in what the program says")
  void aSecretIsNowhereInWhatTheProgramSays() throws Exception {
    Program.Result result =
        Program.shell(
            "export SECRET='%s'; %s -v --all --passphrase-file %s/passphrase -o json=%s/report"
                .formatted(CANARY, run.check("shows"), folder, folder));

    assertThat(result.stdout()).contains("PATH=");
    String said = result.stdout() + result.stderr() + Files.readString(folder.resolve("report"));
    assertThat(SecretForms.of(CANARY)).noneMatch(said::contains);
  }

  @Test
  @DisplayName("X02: an encrypted key without a terminal is said, and does not hang")
  void anEncryptedKeyWithoutATerminalDoesNotHang() throws Exception {
    Program.Result result =
        Program.shell("setsid -w " + run.check("shows") + " locked --format json </dev/null");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(Verdicts.of(result).host("locked").get("reason").asText()).isIn("auth", "refused");
  }

  /// Who types takes three seconds; a host has one for everything. Nothing listens on the port.
  @Test
  void noHostsTimePassesWhileAPassphraseIsTyped() throws Exception {
    String check =
        run.check("shows") + " locked --host-timeout 1s -o json=%s/report".formatted(folder);

    Program.Result result =
        Program.shell(
            "(sleep 3; cat %s/passphrase) | script -qec '%s' /dev/null".formatted(folder, check));

    assertThat(result.stdout()).contains("passphrase for %s/key: ".formatted(folder));
    assertThat(SecretForms.of(CANARY)).noneMatch(result.stdout()::contains);
    assertThat(new ObjectMapper().readTree(folder.resolve("report").toFile()).at("/hosts/0/reason"))
        .hasToString("\"refused\"");
  }

  @ParameterizedTest
  @DisplayName("X03: a passphrase file must be a regular file of the user's alone")
  @CsvSource({
    "chmod 644 passphrase, can be used by others",
    "chown 61234 passphrase, belongs to another user",
    "rm passphrase; mkfifo passphrase, is not a regular file",
    "rm passphrase, does not exist"
  })
  void aPassphraseFileMustBeTheUsersAlone(String change, String why) throws Exception {
    Program.Result result =
        Program.shell(
            "cd %s; %s; %s --passphrase-file passphrase"
                .formatted(folder, change, run.check("shows")));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .isEqualTo(
            "driftline: the passphrase file passphrase %s: it must be yours, with mode 0600\n"
                .formatted(why));
  }

  @ParameterizedTest
  @DisplayName("X04: a password is never an option, and its value is not repeated")
  @ValueSource(strings = {"--password=", "--password ", "--ask-become-pass ", "--ssh-pass="})
  void aPasswordIsNeverAnOption(String option) throws Exception {
    Program.Result result = Program.shell(run.check("shows") + " " + option + "'" + CANARY + "'");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .startsWith(
            "driftline: a password is never an option (%s): everybody"
                .formatted(option.replaceAll("[= ]", "")))
        .contains("--passphrase-file FILE")
        .doesNotContain(CANARY);
  }
}
