package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A user who may not read what a run needs is told which file it is. Needs root, to become such a user.
@Tag("host")
class UnreadableFilesIT {

  private static OpenCopy open;

  @BeforeAll
  static void write() throws Exception {
    open = OpenCopy.make();
    for (String folder : new String[] {"inventory/group_vars", "policies", "closed"}) {
      Files.createDirectories(open.path().resolve(folder));
    }
    String inventory = open.run().text("inventory.yml");
    String policy = open.run().text("silent.yaml");
    open.run().write("inventory/hosts.yml", inventory);
    open.run().write("inventory/group_vars/all.yml", "note: x\n");
    open.run().write("policies/silent.yaml", policy);
    open.run().write("closed/hosts.yml", inventory);
    open.run().write("closed/silent.yaml", policy);
    open.run().write("closed/known_hosts", "");
    open.run().write("known_hosts", "");
    open.run()
        .write(
            "keyed.yml",
            "all: { hosts: { far: { host: 127.0.0.1, port: 1, key: closed/key } } }\n");
    open.run()
        .write(
            "passworded.yml",
            "all: { hosts: { far: { host: 127.0.0.1, port: 1, password_file: closed/pw } } }\n");
    Program.Result made =
        Program.shell(
            "cd %s && ssh-keygen -q -t ed25519 -N '' -f key && cp key closed/key && cp key closed/pw && cp key own && chown 61234 own && chmod -R a+rX inventory policies known_hosts && chmod 700 closed"
                .formatted(open.path()));
    assertThat(made.exit()).as(made.stderr()).isZero();
  }

  @AfterAll
  static void delete() throws Exception {
    if (open != null) {
      open.close();
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "inventory.yml | -i inventory.yml | inventory.yml:1:1: error: cannot read the file: permission denied",
        "inventory/hosts.yml | -i inventory | inventory/hosts.yml:1:1: error: cannot read the file: permission denied",
        "inventory | -i inventory | inventory:1:1: error: cannot list the folder: permission denied",
        "inventory/group_vars | -i inventory | inventory/group_vars:1:1: error: cannot list the folder: permission denied",
        "inventory/group_vars/all.yml | -i inventory | inventory/group_vars/all.yml:1:1: error: cannot read the file: permission denied",
        "closed | -i closed/hosts.yml | closed/hosts.yml:1:1: error: cannot read the file: permission denied",
        "silent.yaml | -p silent.yaml | silent.yaml:1:1: error: cannot read the file: permission denied",
        "policies | -p policies | policies:1:1: error: cannot look through the folder: permission denied",
        "policies/silent.yaml | -p policies | policies/silent.yaml:1:1: error: cannot read the file: permission denied",
        "closed | -p closed/silent.yaml | closed/silent.yaml:1:1: error: cannot read the file: permission denied",
        "known_hosts | --known-hosts known_hosts | driftline: cannot read known_hosts: permission denied",
        "closed | --known-hosts closed/known_hosts | driftline: cannot read closed/known_hosts: permission denied",
        "key | --key key | driftline: the key file key cannot be read: permission denied: it must be yours, with mode 0600",
        "own | --key own | driftline: the key file own cannot be read: permission denied: it must be yours, with mode 0600",
        "closed | --key closed/key | driftline: the key file closed/key cannot be read: permission denied: it must be yours, with mode 0600",
        "closed | --passphrase-file closed/pw | driftline: the passphrase file closed/pw cannot be read: permission denied: it must be yours, with mode 0600",
        "closed | -o json=closed/report | driftline: cannot write closed/report: no file may be made in closed"
      })
  void aFileThatMayNotBeReadIsNamedAndTheCodeIsOne(String file, String words, String sentence)
      throws Exception {
    Program.Result result = check(file, words);

    assertThat(result.exit()).as(result.toString()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr().replace(open.path() + "/", ""))
        .as(result.stderr())
        .startsWith(sentence + "\n");
  }

  /// Only the host that needs the file is not asked. Here that is the only one.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-i keyed.yml | far: keyed.yml:1:55: key file closed/key cannot be read: permission denied",
        "-i passworded.yml | far: passworded.yml:1:65: password file closed/pw cannot be read: permission denied"
      })
  void aHostWhoseOwnFileMayNotBeReadIsNotReached(String words, String sentence) throws Exception {
    Program.Result result = check("closed", words);

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(result.json().at("/hosts/0/detail").asText().replace(open.path() + "/", ""))
        .isEqualTo(sentence);
  }

  private static Program.Result check(String file, String words) throws Exception {
    Path closed = open.path().resolve(file);
    var before = Files.getPosixFilePermissions(closed);
    try {
      Program.shell("chmod go-rwx %1$s; [ %2$s != own ] || chmod 0 %1$s".formatted(closed, file));
      return open.asNobody("bin/driftline check " + withUsual(words) + " --format json");
    } finally {
      Files.setPosixFilePermissions(closed, before);
    }
  }

  private static String withUsual(String words) {
    return words
        + (words.startsWith("-i") ? "" : " -i inventory.yml")
        + (words.startsWith("-p") ? "" : " -p silent.yaml");
  }
}
