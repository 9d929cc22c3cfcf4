package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real hosts whose programs see another time: libfaketime's, which the system loads into all that
/// a login starts, since driftline takes `LD_PRELOAD` out of the environment.
@Tag("fleet")
class ClockOfAHostIT {

  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.up("right,ahead,behind");
    for (String host : List.of("right", "ahead", "behind")) {
      fleet.shell(host, "/bin/bash");
    }
    setClock("ahead", "+7300d");
    setClock("behind", "-7300d");
  }

  private static void setClock(String host, String by) throws Exception {
    fleet.inside(
        host, "echo /usr/lib/*/faketime/libfaketime.so.1 >/root/preload; : >/etc/ld.so.preload");
    fleet.put(
        host,
        "/root/.bashrc",
        """
        export FAKETIME=%s FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1
        exec unshare -m /bin/sh -c 'mount --bind /root/preload /etc/ld.so.preload && exec /bin/sh -s'
        """
            .formatted(by));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  @DisplayName("D03: a host whose clock is years off says so, and is judged as any other")
  void theClockOfAHostIsReportedAndNotUsed() throws Exception {
    Program.Result result =
        Program.run(
            "check",
            "-i",
            fleet.path("inventory.yml"),
            "--check",
            "std-fds-safe,sshd-test-quiet",
            "--format",
            "json");

    Verdicts report = Verdicts.of(result);
    for (String host : List.of("ahead", "behind")) {
      assertThat(report.host(host).get("outcome").asText()).isEqualTo("answered");
      assertThat(report.verdictsOf(host)).isEqualTo(report.verdictsOf("right"));
      assertThat(report.host(host).get("seconds").asDouble()).isBetween(0.0, 60.0);
    }
    assertThat(offset("right")).isBetween(-5_000L, 5_000L);
    assertThat(offset("ahead"))
        .isCloseTo(Duration.ofDays(7300).toMillis(), org.assertj.core.data.Offset.offset(5_000L));
    assertThat(offset("behind"))
        .isCloseTo(-Duration.ofDays(7300).toMillis(), org.assertj.core.data.Offset.offset(5_000L));
  }

  private static long offset(String host) throws Exception {
    JsonNode table =
        Program.run("probe", "host", host, "-i", fleet.path("inventory.yml"), "--format", "json")
            .json();
    return table.findValue("clock_offset").asLong();
  }
}
