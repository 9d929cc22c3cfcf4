package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of host in one run: login shells, package managers, rights, and those that cannot be reached.
@Tag("fleet")
class FleetIT {

  /// The default of `--host-timeout`: the run would take as long if the connect timeout had no effect.
  private static final double HOST_TIMEOUT_SECONDS = 60;

  private static final String HOSTS =
      "plain,dash,busy,redhat,alpine,tcsh,fish,noisy,noisyfish,hidden,noptrace,badkey,nokey,denied,"
          + "closed,closedbusy,closedhidden,closednoptrace";

  private static final String KINDS =
      "--busybox busy,closedbusy --rpm redhat --apk alpine --csh tcsh --fish fish,noisyfish"
          + " --noisy noisy,noisyfish --hidepid hidden,closedhidden --noptrace noptrace,closednoptrace --badkey"
          + " badkey --nokey nokey"
          + " --denied denied --refuse 1 --blackhole 1 --tarpit 1 --stall 1 --endless 2";

  private static Fleet fleet;
  private static Verdicts asRoot;
  private static Verdicts asProbe;

  @TempDir private static Path folder;

  /// Processes as they should be, with their messages in a log and in a pipe.
  private static final String LEGITIMATE =
      """
      setsid sleep 9991 </dev/null >/dev/null 2>>/var/log/service.log &
      setsid sh -c 'sleep 9992 2>&1 | sleep 9993' </dev/null >/dev/null 2>&1 &
      n=0; until pidof sleep | grep -q '[0-9] [0-9]* [0-9]'; do n=$((n+1)); [ $n -lt 100 ] || exit 1; sleep 0.05; done
      """;

  private static final String CLOSED =
      "setsid sh -c 'exec sleep 9994 2>&-' </dev/null >/dev/null 2>&1 &";

  @BeforeAll
  static void askEverybody() throws Exception {
    fleet = Fleet.up(HOSTS, KINDS.split(" ", -1));
    for (String host : HOSTS.split(",", -1)) {
      fleet.inside(host, host.startsWith("closed") ? CLOSED : LEGITIMATE);
    }
    fleet.shell("dash", "/bin/dash");
    Program.Result root = fleet.check("inventory.yml", "all", "--connect-timeout", "3s");
    assertThat(root.exit()).as(root.stderr()).isEqualTo(6);
    asRoot = Verdicts.of(root);
    Program.Result probe = fleet.check("inventory-probe.yml", "!dead", "--connect-timeout", "3s");
    assertThat(probe.exit()).as(probe.stderr()).isEqualTo(4);
    asProbe = Verdicts.of(probe);
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "dash",
        "busy",
        "redhat",
        "alpine",
        "tcsh",
        "fish",
        "noisy",
        "noisyfish",
        "hidden"
      })
  void rootIsAnsweredByEveryKindOfHost(String host) {
    assertThat(asRoot.host(host).get("outcome").asText())
        .as(asRoot.host(host).toString())
        .isEqualTo("answered");
    assertThat(asRoot.result("std-fds-safe", host).get("verdict").asText())
        .as(asRoot.result("std-fds-safe", host).toString())
        .isEqualTo("pass");
    assertThat(asRoot.host(host).at("/coverage/readable").asInt()).isPositive();
  }

  @Test
  void noOtherHostHasDriftWhoeverLooks() {
    assertThat(asRoot.drifts()).hasSize(4).allMatch(drift -> drift.contains(" on \"closed"));
    assertThat(asProbe.drifts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"closed", "closedbusy", "closedhidden", "closednoptrace"})
  // Root needs no right to trace to list the numbers of descriptors, only to see what they are.
  void aClosedStderrIsDriftForRootAndUnknownForOthers(String host) {
    assertThat(asRoot.messages("std-fds-safe", host))
        .containsExactly("fd 2 is closed: the next file or connection opened gets its number");
    assertThat(asProbe.verdict("std-fds-safe", host)).isEqualTo("unknown");
    assertThat(asProbe.messages("std-fds-safe", host)).isEmpty();
  }

  @Test
  void rootWithoutPtraceRightsCouldNotLookAtOneProcessAndSaysSo() {
    assertThat(asRoot.verdict("std-fds-safe", "noptrace")).isEqualTo("unknown");
    assertThat(asRoot.result("std-fds-safe", "noptrace").get("reason").asText())
        .isEqualTo("15 of 18 rows could not be judged: kind could not be read: Permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "dash",
        "busy",
        "redhat",
        "alpine",
        "tcsh",
        "fish",
        "noisy",
        "noisyfish",
        "hidden",
        "noptrace"
      })
  void anOrdinaryUserNeverTakesWhatItMayNotSeeForClosedOrClean(String host) {
    assertThat(asProbe.host(host).get("outcome").asText()).isEqualTo("answered");
    for (String check :
        List.of("std-fds-safe", "output-is-read", "terminal-not-gone", "log-not-deleted")) {
      assertThat(asProbe.verdict(check, host))
          .as(asProbe.result(check, host).toString())
          .isEqualTo("unknown");
    }
    // everybody may read the tables of sockets of all networks, unless processes are hidden
    assertThat(asProbe.verdict("mysql-client-follows-server", host))
        .isEqualTo(host.equals("hidden") ? "unknown" : "not-applicable");
  }

  @Test
  void hiddenProcessesAreNamedAsTheReason() {
    assertThat(asProbe.result("std-fds-safe", "hidden").get("reason").asText())
        .isEqualTo("the host hides the processes of other users (hidepid of proc)");
  }

  @Test
  void whatTheLoginPrintsIsItsOwnObservation() {
    JsonNode noise = asRoot.host("noisy").get("noise");
    assertThat(noise.get("stdout").asText())
        .isEqualTo("sshrc: stdout noise\n.bashrc: stdout noise of root\nno newline at the end");
    assertThat(noise.get("stderr").asText())
        .isEqualTo("sshrc: stderr noise\n.bashrc: stderr noise\n");
    assertThat(asRoot.host("noisyfish").at("/noise/stderr").asText())
        .contains("config.fish: stderr noise");
    assertThat(asRoot.host("plain").get("noise").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noisy", "noisyfish"})
  void whatTheLoginPrintsIsNotTheStderrOfACommand(String host) {
    assertThat(asRoot.verdict("mysqladmin-version-quiet", host)).isEqualTo("pass");
    assertThat(asRoot.verdict("sshd-test-quiet", host)).isEqualTo("pass");
  }

  @ParameterizedTest
  @CsvSource({
    "badkey, host-key, host key: it has changed",
    "nokey, host-key, host key: it is not known",
    "denied, auth, login: the host does not let root in with ssh-ed25519",
    "x1, refused, TCP connect: Connection refused",
    "x2, timeout, TCP connect: no login when the time was up",
    "x3, timeout, version exchange: no login when the time was up",
    "x4, timeout, key exchange: no login when the time was up",
    "x5, timeout, version exchange: no login when the time was up; it said: Welcome to host",
    "x6, protocol, version exchange: what listens there does not speak SSH 2; it said: AAAA"
  })
  void aHostThatCannotBeReachedHasItsReason(String host, String reason, String detail) {
    JsonNode entry = asRoot.host(host);
    assertThat(entry.get("outcome").asText()).isEqualTo("unreachable");
    assertThat(entry.get("reason").asText()).as(entry.toString()).isEqualTo(reason);
    assertThat(entry.get("detail").asText()).startsWith(host + ": ").contains(detail);
    assertThat(entry.get("hint").asText()).isNotEmpty();
    assertThat(asRoot.verdictsOf(host)).containsOnly("unknown");
  }

  @Test
  void theRunEndsWhenTheConnectTimeoutOfTheDeadHostsSaysSo() {
    assertThat(asRoot.report().at("/run/seconds").asDouble()).isBetween(3.0, HOST_TIMEOUT_SECONDS);
  }

  @Test
  void theHostTimeoutEndsAHostThatNeverLetsIn() throws Exception {
    Verdicts dead =
        Verdicts.of(
            fleet.check(
                "inventory.yml", "dead", "--connect-timeout", "50s", "--host-timeout", "2s"));

    assertThat(dead.report().at("/run/seconds").asDouble()).isBetween(2.0, 3.5);
    assertThat(dead.host("x4").get("reason").asText()).isEqualTo("timeout");
  }

  @Test
  void theDeadlineEndsTheRunAndHostsNotStartedAreUnknown() throws Exception {
    Verdicts dead =
        Verdicts.of(
            fleet.check(
                "inventory.yml",
                "blackhole:tarpit:stall",
                "--connect-timeout",
                "50s",
                "--deadline",
                "1s",
                "--forks",
                "2"));

    assertThat(dead.report().at("/run/seconds").asDouble()).isBetween(1.0, 2.5);
    for (String host : List.of("x2", "x3", "x4")) {
      assertThat(dead.host(host).get("reason").asText()).isEqualTo("timeout");
      assertThat(dead.verdictsOf(host)).containsOnly("unknown");
    }
  }

  @Test
  void aHostThatRunsOutOfTimeKeepsWhatCameAndIsLeftClean() throws Exception {
    Path slow = folder.resolve("slow.yaml");
    Files.writeString(
        slow,
        """
        policy: slow
        hosts: all
        checks:
          - id: quick
            probe: { command: 'echo quick' }
            expect: { exit: 0 }
          - id: slow
            probe: { command: 'sleep 600', timeout: 5s }
            expect: { exit: 0 }
        """);
    String before = fleet.processes("plain");
    Verdicts cut =
        Verdicts.of(
            fleet.check("inventory.yml", "plain", "-p", slow.toString(), "--host-timeout", "2s"));

    assertThat(cut.host("plain").get("reason").asText())
        .as(cut.host("plain").toString())
        .isEqualTo("timeout");
    assertThat(cut.report().at("/run/seconds").asDouble()).isBetween(2.0, 3.5);
    assertThat(cut.verdict("quick", "plain")).isEqualTo("pass");
    assertThat(cut.verdict("slow", "plain")).isEqualTo("unknown");
    fleet.awaitProcesses("plain", before);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, inventory, dpkg, bash, 5.2.15",
    "redhat, inventory, rpm, glibc, 2.34-100.el9~rc1",
    "redhat, inventory-probe, rpm, mariadb, 3:10.5.22-1.el9_2",
    "alpine, inventory, apk, libssl3, 3.1.4-r5",
    "alpine, inventory-probe, apk, musl, 1.2.4_git20230717-r4"
  })
  void packagesComeFromTheHostsOwnManager(
      String host, String inventory, String manager, String name, String version) throws Exception {
    Program.Result result =
        Program.run(
            "probe", "packages", host, "-i", fleet.path(inventory + ".yml"), "--format", "json");

    assertThat(result.exit()).as(result.stderr()).isZero();
    JsonNode rows = result.json().at("/hosts/0/rows");
    assertThat(rows).allMatch(row -> row.get("manager").asText().equals(manager));
    assertThat(rows)
        .filteredOn(row -> row.get("name").asText().equals(name))
        .singleElement()
        .satisfies(row -> assertThat(row.get("version").asText()).startsWith(version));
  }
}
