package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts that let nobody run a shell, and accounts whose settings would change what a shell says; a host whose disk
/// is read-only; and a client that is killed.
@Tag("fleet")
class LoginShellsIT {

  private static final Map<String, String> BASHRC =
      Map.of(
          "environment",
          """
          export PATH=/nowhere IFS=/ LANG=tr_TR.UTF-8 LC_ALL=de_DE.UTF-8 CDPATH=/usr:/etc GLOBIGNORE='*' POSIXLY_CORRECT=1
          export ENV=/root/env BASH_ENV=/root/env TIME_STYLE=full-iso COLUMNS=7 LD_LIBRARY_PATH=/root AWKPATH=/root
          alias echo='echo forged' ls='ls --color=always' cd='false'
          ls() { echo forged; }; awk() { echo forged; }; id() { echo forged; }; export -f ls awk id
          set -o noglob; set -f; shopt -s nullglob failglob; export SHELLOPTS
          umask 000; ulimit -n 64; cd /nowhere 2>/dev/null
          """,
          "prints",
          """
          echo "Welcome!"; echo "Careful!" >&2; printf '@0123456789abcdef0123456789abcdef 0 0'
          """,
          "traps",
          """
          trap 'echo bye; echo bye >&2' EXIT; trap '' HUP INT TERM; trap 'echo debug' DEBUG
          """,
          "execs",
          """
          [ -n "$REPLACED" ] || { export REPLACED=1; exec bash -c "$BASH_EXECUTION_STRING"; }
          """,
          "asks",
          """
          while :; do printf 'Which project? '; read -r project || sleep 600; done
          """);

  private static Fleet fleet;
  private static Verdicts report;
  private static final Map<String, String> PROCESSES = new HashMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void askEverybody() throws Exception {
    fleet =
        Fleet.up(
            "honest,environment,prints,traps,execs,asks,restricted,readonly,nologin,falsehood,git,sftp");
    for (Map.Entry<String, String> account : BASHRC.entrySet()) {
      fleet.shell(account.getKey(), "/bin/bash");
      fleet.put(account.getKey(), "/root/.bashrc", account.getValue());
    }
    fleet.put("environment", "/root/env", "echo forged; exit 0\n");
    fleet.shell("restricted", "/bin/rbash");
    fleet.shell("nologin", "/usr/sbin/nologin");
    fleet.shell("falsehood", "/bin/false");
    fleet.shell("git", "/usr/bin/git-shell");
    fleet.inside("sftp", "sed -i 's/^/command=\"internal-sftp\" /' /root/.ssh/authorized_keys");
    fleet.inside(
        "readonly", "for m in /usr /etc /var /opt /; do mount -o remount,ro $m; done; ! >/root/x");
    for (String host : List.of("honest", "prints", "readonly")) {
      PROCESSES.put(host, fleet.processes(host));
    }
    report = Verdicts.of(fleet.check("inventory.yml", "all", "--host-timeout", "20s"));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment", "prints", "traps", "execs", "readonly"})
  void theAnswerIsThatOfAHostWithoutSuchSettings(String host) {
    assertThat(report.host(host).get("outcome").asText())
        .as(report.host(host).toString())
        .isEqualTo("answered");
    assertThat(report.verdictsOf(host)).isEqualTo(report.verdictsOf("honest")).contains("pass");
    assertThat(report.host(host).get("os")).isEqualTo(report.host("honest").get("os"));
  }

  @Test
  void whatTheAccountPrintsIsKeptAsNoise() {
    assertThat(report.host("prints").at("/noise/stdout").asText()).startsWith("Welcome!\n");
    assertThat(report.host("prints").at("/noise/stderr").asText()).isEqualTo("Careful!\n");
  }

  @ParameterizedTest
  @CsvSource({
    "nologin, unsupported, This account is currently not available.",
    "falsehood, unsupported, ''",
    "restricted, unsupported, restricted: cannot specify",
    "git, auth, the key or the account is bound to a command on the host",
    "sftp, auth, the key or the account is bound to a command on the host"
  })
  void anAccountWithoutAShellIsNotReached(String host, String reason, String said) {
    assertThat(report.host(host).get("reason").asText())
        .as(report.host(host).toString())
        .isEqualTo(reason);
    assertThat(report.host(host).get("detail").asText()).contains(said);
    assertThat(report.verdictsOf(host)).containsOnly("unknown");
  }

  /// It takes the script for answers, and never gives one itself.
  @Test
  void anAccountThatAsksQuestionsIsUnknown() {
    assertThat(report.host("asks").get("outcome").asText()).isEqualTo("unreachable");
    assertThat(report.host("asks").get("reason").asText()).isEqualTo("timeout");
    assertThat(report.verdictsOf("asks")).containsOnly("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"honest", "prints", "readonly"})
  void nothingIsLeftOnTheHosts(String host) throws Exception {
    fleet.awaitProcesses(host, PROCESSES.getOrDefault(host, ""));
  }

  @Test
  void commandsRunAsTheUserThatThePolicyNames() throws Exception {
    fleet.inside(
        "honest",
        "printf 'odd.name-1:x:4711:65534::/home/odd:/usr/sbin/nologin\\n1st:x:4712:65534::/:/bin/false\\n'"
            + " >>/etc/passwd");
    Path users = folder.resolve("users.yaml");
    StringBuilder policy = new StringBuilder("policy: users\nhosts: all\nchecks:\n");
    for (String user : List.of("root", "nobody", "odd.name-1", "1st", "nobody-there")) {
      policy.append(
          """
            - id: as-%s
              probe: { command: id -un, user: %s }
              expect: { exit: 0, stdout: "%s" }
          """
              .formatted(user.replace('.', '-'), user, user));
    }
    Files.writeString(users, policy);

    Verdicts asRoot = Verdicts.of(fleet.check("inventory.yml", "honest", "-p", users.toString()));

    assertThat(asRoot.verdictsOf("honest"))
        .as(asRoot.report().get("results").toString())
        .containsExactly("pass", "pass", "pass", "pass", "unknown");
    assertThat(asRoot.result("as-nobody-there", "honest").get("reason").asText())
        .isEqualTo("unsupported: there is no account nobody-there");
  }

  /// The command's own limit is ten times as long.
  @Test
  void aHungCommandEndsFiveSecondsAfterItsClientWasKilled() throws Exception {
    Path slow = folder.resolve("slow.yaml");
    Files.writeString(
        slow,
        """
        policy: slow
        hosts: all
        checks:
          - id: slow
            probe: { command: '(sleep 7354 & sleep 7354) & sleep 7354', timeout: 50s }
            expect: { exit: 0 }
        """);
    String before = fleet.processes("honest");
    Process client =
        new ProcessBuilder(
                Program.LAUNCHER.toString(),
                "check",
                "honest",
                "-i",
                fleet.path("inventory.yml"),
                "-p",
                slow.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    fleet.inside(
        "honest",
        "n=0; until grep -qs 735[4] /proc/[0-9]*/cmdline; do n=$((n+1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done");
    client.descendants().forEach(ProcessHandle::destroyForcibly);
    client.destroyForcibly();
    assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();

    fleet.awaitProcesses("honest", before, Duration.ofSeconds(5));
  }
}
