package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts on which a look could easily be wrong, and pass for a good one: `/dev/null` is a file, packages are in a
/// database that nobody reads, a command line is longer than what is read of it, and another session of driftline runs.
@Tag("fleet")
class OddHostsIT {

  private static Fleet fleet;

  @TempDir private static Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    fleet = Fleet.up("nullfile,foreign,wordy,twice");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static Program.Result check(String host, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("check", host, "-i", fleet.path("inventory.yml")));
    words.addAll(List.of("--format", "json"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  private static Verdicts check(String host, String policy) throws Exception {
    Path file = Files.createTempFile(folder, "policy", ".yaml");
    Files.writeString(file, policy);
    return Verdicts.of(check(host, "-p", file.toString()));
  }

  @Test
  void aFileInPlaceOfTheNullDeviceIsCriticalAndNothingIsWrittenToIt() throws Exception {
    fleet.inside("nullfile", "rm /dev/null; echo what a daemon said >/dev/null");

    Program.Result result = check("nullfile");

    assertThat(result.exit()).isEqualTo(6);
    assertThat(fleet.inside("nullfile", "cat /dev/null")).isEqualTo("what a daemon said\n");
    Verdicts report = Verdicts.of(result);
    JsonNode found = report.result("dev-null-is-a-device", "nullfile");
    assertThat(found.get("severity").asText()).isEqualTo("critical");
    assertThat(report.messages("dev-null-is-a-device", "nullfile"))
        .containsExactly("dev_null is file, expected device");
    assertThat(report.drifts()).hasSize(1);
    assertThat(report.verdictsOf("nullfile")).doesNotContain("pass");
    for (String check : List.of("std-fds-safe", "telnetd-absent", "sshd-test-quiet")) {
      assertThat(report.result(check, "nullfile").get("reason").asText())
          .isEqualTo(
              "unsupported: the host's /dev/null is not the null device, and this look would write into it."
                  + " As root: rm -f /dev/null && mknod -m 666 /dev/null c 1 3");
    }
  }

  @Test
  void packagesInADatabaseThatNobodyReadsAreNotAbsent() throws Exception {
    fleet.inside(
        "foreign",
        """
        rm -rf /var/lib/dpkg /usr/bin/dpkg-query /var/lib/rpm /usr/bin/rpm
        mkdir /var/lib/opkg
        echo 'Package: busybox' >/var/lib/opkg/status
        """);

    Verdicts report =
        check(
            "foreign",
            """
            policy: foreign
            hosts: all
            checks:
              - id: old-shell-is-not-there
                probe: packages
                where: { name: bash }
                expect_none: {}
                if_none: pass
                if_absent: not-applicable
            """);

    assertThat(report.result("old-shell-is-not-there", "foreign").get("verdict").asText())
        .isEqualTo("unknown");
    assertThat(report.result("old-shell-is-not-there", "foreign").get("reason").asText())
        .isEqualTo(
            "unsupported: there is a package database (opkg: /var/lib/opkg/status) that driftline cannot read");
  }

  @Test
  void whatCouldStandInTheRestOfALongCommandLineIsUnknown() throws Exception {
    fleet.inside(
        "wordy",
        """
        set -- $(awk 'BEGIN { for (i = 0; i < 400; i++) print "-Dproperty" i "=value" }')
        setsid perl -e 'open my $f, ">", "/run/ready"; sleep 3600' first "$@" --password=hunter2 \\
          </dev/null >/dev/null 2>&1 &
        until [ -e /run/ready ]; do sleep 0.05; done
        """);

    Verdicts report =
        check(
            "wordy",
            """
            policy: wordy
            hosts: all
            checks:
              - id: no-password
                probe: processes
                where: { name: perl, command: "~ password" }
                expect_none: {}
                if_none: pass
              - id: first-word
                probe: processes
                where: { name: perl, command: "~ ^perl .*first" }
                expect: { user: root }
            """);

    assertThat(report.verdict("no-password", "wordy")).isEqualTo("unknown");
    assertThat(report.result("no-password", "wordy").get("reason").asText())
        .isEqualTo(
            "1 of 1 row could not be judged: command was cut, and its rest could decide this: only its beginning was"
                + " taken");
    assertThat(report.verdict("first-word", "wordy")).isEqualTo("pass");
  }

  /// The host has a second name in the inventory, and is asked under both at the same time. Its SSH server was just
  /// restarted, and supervisord runs a shell that reads a script, as sessions of ours do.
  @Test
  void aSecondSessionOfOursHasNoRowsAndWhatOnlyLooksLikeOneHas() throws Exception {
    fleet.inside(
        "twice",
        """
        printf '[supervisord]\\nlogfile=/var/log/supervisord.log\\n[program:shell]\\ncommand=/bin/sh -s\\n' >/etc/s.conf
        cd / && supervisord -c /etc/s.conf
        kill "$(cat /run/sshd.pid)"
        until ! kill -0 "$(cat /run/sshd.pid)" 2>/dev/null; do sleep 0.05; done
        /usr/sbin/sshd -f /etc/ssh/sshd_config
        until [ -e /run/sshd.pid ]; do sleep 0.05; done
        found=
        until [ "$found" ]; do
          for p in /proc/[0-9]*/cmdline; do
            if [ "$(tr '\\0' ' ' <$p)" = '/bin/sh -s ' ]; then found=yes; fi
          done
        done
        """);
    String before = fleet.processes("twice");
    Path slow = folder.resolve("slow.yaml");
    Files.writeString(
        slow,
        """
        policy: slow
        hosts: all
        checks:
          - id: slow
            probe: { command: 'sleep 7355 & sleep 7355', timeout: 50s }
            expect: { exit: 0 }
        """);
    Path names = folder.resolve("names.yml");
    Files.writeString(
        names,
        Files.readString(Path.of(fleet.path("inventory.yml"))).replaceAll("\\btwice:", "again:"));
    Process first =
        new ProcessBuilder(
                Program.LAUNCHER.toString(),
                "check",
                "again",
                "-i",
                names.toString(),
                "-p",
                slow.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("first.log").toFile())
            .start();
    fleet.inside(
        "twice",
        "n=0; until grep -qs 735[5] /proc/[0-9]*/cmdline; do n=$((n+1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done");

    List<String> seen = new ArrayList<>();
    for (JsonNode row : rows("processes")) {
      seen.add("%s (%s".formatted(row.get("pid").asText(), row.get("name").asText()));
    }
    assertThat(seen).containsAll(before.lines().toList());
    assertThat(before.lines()).anyMatch(line -> line.endsWith("(sh"));
    // the server's process for the connection of the other session is one of the host's
    seen.removeAll(before.lines().toList());
    assertThat(seen).singleElement().asString().endsWith("(sshd");
    assertThat(rows("fds"))
        .extracting(row -> row.get("name").asText())
        .containsOnly("sleep", "supervisord", "sshd", "sh");

    first.descendants().forEach(ProcessHandle::destroyForcibly);
    first.destroyForcibly();
    assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
    fleet.awaitProcesses("twice", before);
  }

  private static JsonNode rows(String probe) throws Exception {
    Program.Result result =
        Program.run("probe", probe, "twice", "-i", fleet.path("inventory.yml"), "--format", "json");
    assertThat(result.exit()).as(result.stderr()).isZero();
    return result.json().at("/hosts/0/rows");
  }
}
