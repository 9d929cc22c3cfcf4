package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of secret there is, in one run on real hosts, while somebody looks at all processes on both sides.
@Tag("fleet")
class SecretsOnHostsIT {

  private static final String LOGIN = "l0g+in/pass:Zebra&Kiwi=1a";
  private static final String SUDO = "s0do+pa/ss:Zebra&Kiwi=2b";
  private static final String UNASKED = "un+ask/ed:Zebra&Kiwi=3c";
  private static final String PHRASE = "phr+as/e:Zebra&Kiwi=4d";
  private static final String VARIABLE = "inv+ent/ory:Zebra&Kiwi=5e";
  private static final String URL = "ur+l:Zebra&Kiwi=6f";
  private static final String ENVIRONMENT = "env+iro/n:Zebra&Kiwi=7a";
  private static final List<String> SECRETS =
      List.of(LOGIN, SUDO, UNASKED, PHRASE, VARIABLE, URL, ENVIRONMENT);

  private static Fleet fleet;
  private static Program.Result result;
  private static Verdicts report;
  private static Set<String> seen;
  private static Set<String> commandLines;

  @TempDir private static Path folder;

  @BeforeAll
  static void useEverySecret() throws Exception {
    fleet = Fleet.up("byword,asked,sudoer,bykey", "--sudo-password", "asked", "--sudo", "sudoer");
    fleet.inside("asked", "chpasswd <<'X'\nprobe:" + SUDO + "\nX");
    fleet.inside(
        "byword",
        "chpasswd <<'X'\nprobe:"
            + LOGIN
            + "\nX\nsed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' /etc/ssh/sshd_config\nkill"
            + " -HUP $(cat /run/sshd.pid)");
    Program.Result key =
        Program.shell("ssh-keygen -q -t ed25519 -N '" + PHRASE + "' -f " + folder + "/key");
    assertThat(key.exit()).as(key.stderr()).isZero();
    fleet.inside(
        "bykey",
        "cat >>/root/.ssh/authorized_keys <<'X'\n"
            + Files.readString(folder.resolve("key.pub"))
            + "X");
    write("phrase", PHRASE + "\n");
    write(
        "secrets.yml",
        """
        all:
          vars:
            db_password: '%s'
            feed_url: 'https://reader:%s@feed.example/'
          hosts:
            byword: { ansible_user: probe, ansible_password: '%s', ansible_become: false }
            asked: { ansible_become_password: '%s' }
            sudoer: { ansible_become_password: '%s' }
            bykey: { ansible_user: root, ansible_private_key_file: %s/key, ansible_become: false }
        """
            .formatted(VARIABLE, URL, LOGIN, SUDO, UNASKED, folder));
    write(
        "policy.yaml",
        """
        policy: shows
        checks:
          - id: environment
            probe: { command: 'env; cat /proc/self/environ /proc/$PPID/environ; cat; sleep 1' }
            expect: { stdout: clean }
          - id: all-processes
            probe: processes
            expect: { user: nobody-has-this-name }
        """);
    try (Sampler sampler = new Sampler(onProcesses())) {
      result =
          Program.shell(
              ("export SECRET='%s'; exec \"$DRIFTLINE\" check -v --all --become -i %s -i %s/secrets.yml"
                      + " -p %3$s/policy.yaml --passphrase-file %3$s/phrase -o json=%3$s/report.json -o text=%3$s/report.txt")
                  .formatted(ENVIRONMENT, fleet.path("inventory-probe.yml"), folder));
      seen = sampler.seen();
      commandLines = sampler.commandLines();
    }
    report =
        new Verdicts(
            new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(folder.resolve("report.json").toFile()));
  }

  /// What stands in the environment of the program itself was put there by this test.
  private static List<String> onProcesses() {
    return SECRETS.stream()
        .filter(secret -> !secret.equals(ENVIRONMENT))
        .flatMap(secret -> SecretForms.of(secret).stream())
        .toList();
  }

  private static void write(String name, String text) throws Exception {
    Program.shell("umask 077; : >" + folder.resolve(name));
    Files.writeString(folder.resolve(name), text);
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  @DisplayName(
      "X01: every secret was used: all hosts answered, two by a password, one by a passphrase")
  void everySecretWasUsed() {
    for (String host : List.of("byword", "asked", "sudoer", "bykey")) {
      assertThat(report.host(host).get("outcome").asText())
          .as(report.host(host).toString())
          .isEqualTo("answered");
    }
    assertThat(commandLines)
        .as("what ran on hosts was seen")
        .anyMatch(line -> line.startsWith("sudo -k -S -p password"))
        .anyMatch(line -> line.contains("dev.driftline.cli.Main check"));
  }

  @Test
  @DisplayName(
      "X01: no secret is in the arguments or the environment of any process, here or on a host")
  void noSecretIsInArgumentsOrEnvironments() {
    assertThat(seen).isEmpty();
  }

  @Test
  @DisplayName("X01: no secret is in what the program says, at -v, nor in its reports, in any form")
  void noSecretIsInWhatTheProgramSays() throws Exception {
    String said =
        result.stdout()
            + result.stderr()
            + Files.readString(folder.resolve("report.json"))
            + Files.readString(folder.resolve("report.txt"));

    assertThat(said).contains("PATH=");
    assertThat(SECRETS.stream().flatMap(secret -> SecretForms.of(secret).stream()))
        .noneMatch(said::contains);
  }

  @Test
  @DisplayName(
      "X01: no secret is in a file of a host, but for the shadow of the accounts' own passwords")
  void noSecretIsLeftOnAHost() throws Exception {
    for (String host : List.of("byword", "asked", "sudoer", "bykey")) {
      String found =
          fleet.inside(
              host,
              "grep -rlF -e '%s' /tmp /var/log /var/tmp /root /home /run 2>/dev/null; :"
                  .formatted(String.join("' -e '", SECRETS)));
      assertThat(Stream.of(found.split("\n", -1)).filter(line -> !line.isEmpty())).isEmpty();
    }
  }
}
