package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ordinary user becomes root, with the real sudo and doas of real hosts: without a password, with one, and where
/// it may not. On three hosts, what sudo is given on its standard input is written down.
@Tag("fleet")
class BecomeIT {

  private static final String UNNEEDED = "unneeded-9c1d";
  private static final String WRONG = "wrong-2f5c";

  private static final Map<String, String> PROCESSES = new HashMap<>();

  private static Fleet fleet;
  private static Program.Result result;
  private static Verdicts report;

  @TempDir private static Path folder;

  @BeforeAll
  static void becomeRootEverywhere() throws Exception {
    fleet =
        Fleet.up(
            "sudoer,asked,askedtcsh,askedfish,mistaken,imposter,maynot,nosudo,doer,doerasked,doerwithout",
            "--sudo sudoer --sudo-password asked,askedtcsh,askedfish,mistaken,imposter --no-sudo nosudo"
                .concat(" --csh askedtcsh --fish askedfish --noisy asked,askedtcsh,askedfish,doer")
                .split(" ", -1));
    for (String host : List.of("sudoer", "asked", "mistaken")) {
      listenToSudo(host);
    }
    fleet.inside(
        "imposter",
        """
        printf '%s\\n' '#!/bin/sh' 'echo "[sudo] password for probe: " >&2' \\
          'printf "Password: password0123456789abcdef0123456789abcdef" >&2' \\
          'printf "password:"' 'timeout 2 cat >/tmp/given' 'exit 1' >/usr/local/bin/sudo
        chmod 755 /usr/local/bin/sudo
        """);
    allowByDoas("doer", "permit nopass probe as root cmd /bin/sh");
    allowByDoas("doerasked", "permit probe as root");
    allowByDoas("doerwithout", "permit nopass root");
    for (String host :
        List.of("sudoer", "asked", "mistaken", "maynot", "nosudo", "doer", "doerwithout")) {
      PROCESSES.put(host, fleet.processes(host));
    }
    result =
        Program.run(
            "check",
            "-i",
            fleet.path("inventory-probe.yml"),
            "-i",
            passwords().toString(),
            "--check",
            "std-fds-safe,sshd-test-quiet",
            "--become",
            "--format",
            "json");
    report = Verdicts.of(result);
  }

  private static void listenToSudo(String host) throws Exception {
    fleet.inside(
        host,
        """
        echo 'Defaults logfile=/tmp/sudo.log' >/etc/sudoers.d/log
        printf '#!/bin/sh\\ntee /tmp/given.$$ | /usr/bin/sudo "$@"\\n' >/usr/local/bin/sudo
        chmod 755 /usr/local/bin/sudo
        """);
  }

  private static void allowByDoas(String host, String rule) throws Exception {
    fleet.inside(host, "echo '%s' >/etc/doas.conf; chmod 600 /etc/doas.conf".formatted(rule));
  }

  private static Path passwords() throws Exception {
    Path file =
        Files.createFile(
            folder.resolve("passwords.yml"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(
        file,
        """
        all:
          vars:
            stdio_min_age: 0s
          hosts:
            sudoer: { ansible_become_password: %s }
            mistaken: { ansible_become_password: %s }
            doer: { ansible_become_method: doas }
            doerasked: { ansible_become_method: doas }
            doerwithout: { ansible_become_method: doas }
        """
            .formatted(UNNEEDED, WRONG));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static String given(String host) throws Exception {
    return fleet.inside(host, "cat /tmp/given.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sudoer", "asked", "askedtcsh", "askedfish", "doer"})
  void seesEverythingAsRoot(String host) {
    assertThat(report.host(host).get("outcome").asText())
        .as(report.host(host).toString())
        .isEqualTo("answered");
    assertThat(report.verdict("std-fds-safe", host)).isEqualTo("pass");
    assertThat(report.verdict("sshd-test-quiet", host)).isEqualTo("pass");
  }

  @Test
  void thePasswordIsGivenOnceToTheOnePromptAndBeforeTheScript() throws Exception {
    assertThat(given("asked")).startsWith("probe\n").containsOnlyOnce("probe\n");
    assertThat(report.host("asked").at("/noise/stderr").asText())
        .startsWith("sshrc: stderr noise\n")
        .doesNotContain("password");
  }

  @Test
  void aPasswordThatIsNotAskedForIsNeverSent() throws Exception {
    assertThat(given("sudoer")).contains("main").doesNotContain(UNNEEDED);
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws Exception {
    assertThat(given("mistaken")).isEqualTo(WRONG + "\n");
    assertThat(fleet.inside("mistaken", "cat /tmp/sudo.log"))
        .contains("1 incorrect password attempt");
    assertThat(report.host("mistaken").get("reason").asText()).isEqualTo("privilege");
    assertThat(report.host("mistaken").get("detail").asText())
        .endsWith(":22: privilege escalation: sudo did not take the password for becoming root");
    assertThat(report.verdictsOf("mistaken")).containsOnly("unknown");
  }

  /// X09.
  @Test
  void aPromptThatIsNotOursGetsNoPassword() throws Exception {
    assertThat(fleet.inside("imposter", "cat /tmp/given")).isEmpty();
    assertThat(report.host("imposter").get("reason").asText()).isEqualTo("privilege");
    assertThat(report.verdictsOf("imposter")).containsOnly("unknown");
  }

  /// X12: nobody can be root afterwards because we were.
  @ParameterizedTest
  @ValueSource(strings = {"asked", "mistaken"})
  void sudoRemembersNothing(String host) throws Exception {
    assertThat(
            fleet.inside(
                host,
                """
                ls -A /run/sudo/ts 2>/dev/null
                setpriv --reuid=probe --regid=probe --init-groups /usr/bin/sudo -n true 2>&1 && echo root
                :
                """))
        .isEqualTo("sudo: a password is required\n");
  }

  /// X13.
  @Test
  void noCommandReadsThePassword() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("reads.yaml"),
            """
            policy: reads
            checks:
              - id: reads
                probe: { command: 'cat; printf %s "$(readlink /proc/self/fd/0)" >&2' }
                expect: { stdout: clean, stderr: '/dev/null' }
            """);
    Program.Result reads =
        Program.run(
            "check",
            "askedfish",
            "-i",
            fleet.path("inventory-probe.yml"),
            "-p",
            policy.toString(),
            "--become",
            "--format",
            "json");

    assertThat(reads.exit()).as(reads.stdout()).isZero();
  }

  @Test
  void becomingWithoutTheRightIsUnreachableForPrivilege() {
    assertThat(report.host("maynot").get("reason").asText()).isEqualTo("privilege");
    assertThat(report.host("maynot").get("detail").asText())
        .endsWith("sudo did not let the login user become root: sudo: a password is required");
    assertThat(report.verdictsOf("maynot")).containsOnly("unknown");
  }

  /// One reason for all checks of a host, so a report tells it once.
  @ParameterizedTest
  @ValueSource(strings = {"mistaken", "maynot", "nosudo", "doerasked", "doerwithout"})
  void allChecksOfAHostAreUnknownForTheSameReason(String host) {
    JsonNode checks = report.report().get("results");

    assertThat(checks)
        .filteredOn(result -> result.get("host").asText().equals(host))
        .hasSize(2)
        .extracting(result -> result.get("reason").asText())
        .containsOnly("privilege: " + report.host(host).get("detail").asText());
    assertThat(report.host(host).get("hint").asText()).startsWith("Check become");
    assertThat(checks)
        .extracting(result -> result.get("hint").asText())
        .doesNotContain("Log in as root, or use --become.");
  }

  @Test
  void whoMayNotLookIsToldToBecomeRoot() throws Exception {
    Verdicts plain =
        Verdicts.of(fleet.check("inventory-probe.yml", "sudoer", "--check", "std-fds-safe"));

    assertThat(plain.verdict("std-fds-safe", "sudoer")).isEqualTo("unknown");
    assertThat(plain.result("std-fds-safe", "sudoer").get("hint").asText())
        .isEqualTo("Log in as root, or use --become.");
  }

  @Test
  void becomingWithoutSudoIsUnreachableForPrivilege() {
    assertThat(report.host("nosudo").get("reason").asText()).isEqualTo("privilege");
    assertThat(report.host("nosudo").get("detail").asText()).contains("sudo: command not found");
    assertThat(report.verdictsOf("nosudo")).containsOnly("unknown");
  }

  @Test
  void whatIsSaidOnStderrStaysApartUnderDoas() {
    assertThat(report.host("doer").at("/noise/stderr").asText())
        .startsWith("sshrc: stderr noise\n");
  }

  @ParameterizedTest
  @CsvSource({
    "doerasked, doas: Authentication required",
    "doerwithout, doas: Operation not permitted",
  })
  void doasThatRefusesOrWouldAskIsUnreachableForPrivilege(String host, String said) {
    assertThat(report.host(host).get("reason").asText()).isEqualTo("privilege");
    assertThat(report.host(host).get("detail").asText())
        .endsWith(
            ":22: privilege escalation: doas did not let the login user become root: " + said);
    assertThat(report.verdictsOf(host)).containsOnly("unknown");
  }

  @Test
  void noPasswordIsInWhatTheProgramSays() {
    assertThat(result.stdout() + result.stderr()).doesNotContain(WRONG, UNNEEDED);
  }

  @Test
  void nothingIsLeftOfTheSessionsOnTheHosts() throws Exception {
    for (Map.Entry<String, String> before : PROCESSES.entrySet()) {
      fleet.awaitProcesses(before.getKey(), before.getValue());
    }
  }
}
