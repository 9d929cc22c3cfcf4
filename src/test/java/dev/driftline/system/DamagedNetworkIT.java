package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real hosts behind a network that loses, doubles and swaps packets.
@Tag("fleet")
class DamagedNetworkIT {

  private static final List<String> HOSTS = List.of("a", "b", "c");

  private static Fleet fleet;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.up(String.join(",", HOSTS), "--rtt", "20", "--damage", "5");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  @Test
  @DisplayName("N07: of 100 packets 5 lost, 5 doubled, 5 swapped: whole answers, or a time-out")
  void answersAreWholeOrLate() throws Exception {
    RunFolder run = new RunFolder(folder);
    run.policy("talks", 1, "head -c 60000 /dev/zero | tr \"\\\\0\" x; exit 3");
    Program.Result result =
        Program.run(
            "check",
            "-i",
            fleet.path("inventory.yml"),
            "-p",
            folder.resolve("talks.yaml").toString(),
            "--connect-timeout",
            "30s",
            "--format",
            "json");

    assertThat(result.exit()).as(result.stderr()).isIn(2, 4, 6);
    Verdicts report = Verdicts.of(result);
    int answered = 0;
    int again = 0;
    for (String host : HOSTS) {
      if (report.host(host).get("outcome").asText().equals("answered")) {
        answered++;
        JsonNode row = report.result("talks-0", host).at("/findings/0/row");
        assertThat(row.get("stdout").asText()).isEqualTo("x".repeat(60_000));
        assertThat(row.get("exit").asInt()).isEqualTo(3);
      } else {
        assertThat(report.host(host).get("reason").asText()).isEqualTo("timeout");
      }
      again += sentAgain(host);
    }
    assertThat(answered).isPositive();
    assertThat(again).as("segments that hosts sent again").isPositive();
  }

  private static int sentAgain(String host) throws Exception {
    List<String> tcp = fleet.inside(host, "grep ^Tcp: /proc/net/snmp").lines().toList();
    int column = List.of(tcp.get(0).split(" ", -1)).indexOf("RetransSegs");
    return Integer.parseInt(tcp.get(1).split(" ", -1)[column]);
  }
}
