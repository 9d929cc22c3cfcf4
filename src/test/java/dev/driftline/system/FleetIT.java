package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String HOSTS =
      "plain1,plain2,busy,redhat,alpine,tcsh,fish,noisy,sudoer,asked,nosudo,hidden,noptrace,badkey,"
          + "nokey,denied";

  private static Fleet fleet;
  private static Verdicts asRoot;
  private static Verdicts asProbe;

  @TempDir private static Path folder;

  @BeforeAll
  static void askEverybody() throws Exception {
    fleet =
        Fleet.up(
            HOSTS,
            "--busybox busy --rpm redhat --apk alpine --csh tcsh --fish fish --noisy noisy --sudo sudoer"
                .concat(" --sudo-password asked --no-sudo nosudo --hidepid hidden")
                .concat(" --noptrace noptrace --badkey badkey --nokey nokey --denied denied")
                .concat(" --refuse 1 --blackhole 1 --tarpit 1 --stall 1 --endless 2")
                .split(" "));
    Files.writeString(folder.resolve("test.yml"), "all:\n  vars:\n    stdio_min_age: 0s\n");
    Program.Result root = check("inventory.yml");
    assertThat(root.exit()).as(root.stderr()).isIn(4, 6);
    asRoot = Verdicts.of(root);
    Program.Result probe = check("inventory-probe.yml");
    assertThat(probe.exit()).as(probe.stderr()).isIn(4, 6);
    asProbe = Verdicts.of(probe);
  }

  private static Program.Result check(String inventory, String... more) throws Exception {
    String[] words = {
      "check",
      "-i",
      fleet.path(inventory),
      "-i",
      folder + "/test.yml",
      "--format",
      "json",
      "--connect-timeout",
      "3s"
    };
    return Program.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words), java.util.Arrays.stream(more))
            .toArray(String[]::new));
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
        "plain1", "plain2", "busy", "redhat", "alpine", "tcsh", "fish", "noisy", "sudoer", "asked",
        "nosudo", "hidden"
      })
  void rootIsAnsweredByEveryKindOfHostAndFindsNoFalseDrift(String host) {
    assertThat(asRoot.host(host).get("outcome").asText())
        .as(asRoot.host(host).toString())
        .isEqualTo("answered");
    assertThat(asRoot.result("std-fds-safe", host).get("verdict").asText())
        .as(asRoot.result("std-fds-safe", host).toString())
        .isEqualTo("pass");
  }

  @Test
  void rootWithoutPtraceRightsCouldNotLookAtOneProcessAndSaysSo() {
    assertThat(asRoot.verdict("std-fds-safe", "noptrace")).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain1", "busy", "tcsh", "fish", "noisy", "hidden"})
  void anOrdinaryUserNeverTakesWhatItMayNotSeeForClosedOrClean(String host) {
    assertThat(asProbe.host(host).get("outcome").asText()).isEqualTo("answered");
    assertThat(asProbe.verdict("std-fds-safe", host)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "badkey, host-key",
    "nokey, host-key",
    "denied, auth",
    "x1, refused",
    "x2, timeout",
    "x3, timeout",
    "x4, timeout",
    "x5, timeout",
    "x6, limit"
  })
  void aHostThatCannotBeReachedHasItsReason(String host, String reason) {
    assertThat(asRoot.host(host).get("outcome").asText()).isEqualTo("unreachable");
    assertThat(asRoot.host(host).get("reason").asText())
        .as(asRoot.host(host).toString())
        .isEqualTo(reason);
    assertThat(asRoot.verdict("std-fds-safe", host)).isEqualTo("unknown");
  }

  @Test
  void sudoWithoutAPasswordSeesEverything() throws Exception {
    Verdicts become = Verdicts.of(check("inventory-probe.yml", "--become", "sudoer"));

    assertThat(become.verdict("std-fds-safe", "sudoer")).isEqualTo("pass");
  }

  @Test
  void sudoWithAPasswordIsAnsweredOnceAndSeesEverything() throws Exception {
    Verdicts become = Verdicts.of(check("inventory-probe.yml", "--become", "asked"));

    assertThat(become.verdict("std-fds-safe", "asked")).isEqualTo("pass");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain1", "nosudo"})
  void becomingWithoutTheRightIsUnreachableForPrivilege(String host) throws Exception {
    Verdicts become = Verdicts.of(check("inventory-probe.yml", "--become", host));

    assertThat(become.host(host).get("reason").asText())
        .as(become.host(host).toString())
        .isEqualTo("privilege");
  }

  @ParameterizedTest
  @CsvSource({"plain1, dpkg", "redhat, rpm", "alpine, apk"})
  void packagesComeFromTheHostsOwnManager(String host, String manager) throws Exception {
    Program.Result result =
        Program.run(
            "probe", "packages", host, "-i", fleet.path("inventory.yml"), "--format", "json");

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(result.stdout()).contains("\"manager\":\"" + manager + "\"");
  }

  @Test
  void aHostBehindABastionIsAnswered() throws Exception {
    Files.writeString(
        folder.resolve("jump.yml"), "plain:\n  hosts:\n    plain2:\n      jump: plain1\n");
    Program.Result result =
        Program.run(
            "probe",
            "host",
            "plain2",
            "-i",
            fleet.path("inventory.yml"),
            "-i",
            folder + "/jump.yml",
            "--format",
            "json");

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(result.stdout()).contains("\"hostname\":\"plain2\"");
  }
}
