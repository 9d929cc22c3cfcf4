package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many hosts at once, most of them well: who is slow, dead or hostile costs nobody else anything, and neither memory
/// nor descriptors nor threads run out silently.
@Tag("host")
class LoadIT {

  /// What a run may take besides waiting for hosts: starting, judging, a busy machine.
  private static final double SLACK_SECONDS = 8;

  @TempDir private static Path folder;
  private static SimulatedHosts hosts;
  private static Path policy;

  @BeforeAll
  static void start() throws Exception {
    hosts =
        SimulatedHosts.start(
            folder,
            "answering=840",
            "slow=100",
            "silent=25",
            "refusing=25",
            "large=20",
            "flooding=3",
            "forging=3",
            "cutting=2",
            "babbling=2",
            "pause=60");
    RunFolder run = new RunFolder(folder);
    run.policy("one", 1, "echo hello");
    policy = folder.resolve("one.yaml");
  }

  @AfterAll
  static void end() throws Exception {
    if (hosts != null) {
      hosts.close();
    }
  }

  private static Program.Result check(String before, String pattern, String options)
      throws Exception {
    return Program.shell(before + " " + hosts.check(pattern, policy) + " " + options);
  }

  /// How many hosts ended in which way, by group and outcome.
  private static Map<String, Integer> ends(JsonNode report) {
    Map<String, Integer> ends = new TreeMap<>();
    report
        .get("hosts")
        .forEach(host ->
            ends.merge(
                host.get("host").asText().replaceAll("[0-9]", "")
                    + " "
                    + host.get("outcome").asText()
                    + " "
                    + host.get("reason").asText(),
                1,
                Integer::sum));
    return ends;
  }

  @Test
  @DisplayName(
      "L02: of 1000 hosts with slow, dead and hostile ones only those are unknown, in time")
  void onlyTheSlowTheDeadAndTheHostileAreUnknown() throws Exception {
    int forks = 100;
    Program.Result result =
        check("", "all:!large", "--forks 100 --connect-timeout 15s --host-timeout 15s");

    assertThat(result.exit()).as(result.stderr()).isEqualTo(4);
    JsonNode report = result.json();
    assertThat(ends(report))
        .isEqualTo(
            Map.of(
                "answering answered null", 840,
                "slow unreachable timeout", 100,
                "silent unreachable timeout", 25,
                "refusing unreachable refused", 25,
                "flooding unreachable limit", 3,
                "forging unreachable protocol", 3,
                "cutting unreachable truncated", 2,
                "babbling unreachable timeout", 2));
    assertThat(report.at("/summary/pass").asInt()).isEqualTo(840);
    assertThat(report.at("/summary/unknown").asInt()).isEqualTo(160);
    double sum = 0;
    double longest = 0;
    for (JsonNode host : report.get("hosts")) {
      double seconds = host.get("seconds").asDouble();
      sum += seconds;
      longest = Math.max(longest, seconds);
    }
    // No host is asked later than it must be: with F at once, a run takes at most the F-th part of
    // the hosts' times and the longest of them.
    assertThat(report.at("/run/seconds").asDouble())
        .isLessThan(sum / forks + longest + SLACK_SECONDS);
    assertThat(longest).isBetween(15.0, 16.5);
  }

  @Test
  @DisplayName("L03: all hosts dead: the run ends when the connect timeout says so")
  void aFleetOfTheDeadEndsWithTheConnectTimeout() throws Exception {
    Program.Result result = check("", "silent:refusing", "--connect-timeout 2s");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(ends(result.json()))
        .isEqualTo(Map.of("silent unreachable timeout", 25, "refusing unreachable refused", 25));
    assertThat(result.json().at("/summary/unknown").asInt()).isEqualTo(50);
    assertThat(result.json().at("/run/seconds").asDouble()).isLessThan(2 + 2);
  }

  @Test
  @DisplayName(
      "L01: -Xmx64m and --forks 500: as many at once as fit, said with the sum, all answered")
  void littleMemoryMeansFewerHostsAtOnce(@TempDir Path other) throws Exception {
    Program.Result result;
    try (SimulatedHosts slow = SimulatedHosts.start(other, "slow=500", "pause=3")) {
      result =
          Program.shell(
              "DRIFTLINE_JAVA_OPTS=-Xmx64m "
                  + slow.check("all", policy)
                  + " --forks 500 --connect-timeout 50s");
    }

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(result.stderr())
        .matches(
            "driftline: asks 2\\d{2} hosts at once instead of 500: this process may use 6\\d MiB of memory"
                + " \\(-Xmx\\): 32 MiB are kept, 2 MiB are for what is found out of 500 hosts, a host that is"
                + " asked takes 112 KiB\n");
    assertThat(ends(result.json())).isEqualTo(Map.of("slow answered null", 500));
  }

  @Test
  @DisplayName(
      "L06: hosts that say 4 MiB each are cut at the limit, in 64 MB, and others are not harmed")
  void whoSaysTooMuchIsCutAndMemoryIsBounded() throws Exception {
    Program.Result result =
        check("DRIFTLINE_JAVA_OPTS=-Xmx64m", "large:answering0000*", "--forks 30");

    assertThat(result.exit()).as(result.stderr()).isEqualTo(4);
    assertThat(ends(result.json()))
        .isEqualTo(Map.of("large unreachable limit", 20, "answering answered null", 10));
  }

  @Test
  @DisplayName("L04: ulimit -n 256: fewer at once, said with the sum, and everybody is answered")
  void fewDescriptorsMeanFewerHostsAtOnce() throws Exception {
    Program.Result result = check("ulimit -n 256;", "answering", "--forks 500");

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(result.stderr())
        .matches(
            "driftline: asks \\d{2} hosts at once instead of 500: this process may open 256 files"
                + " \\(ulimit -n\\): \\d+ are open, 50 are kept, a host takes 2\n");
    assertThat(ends(result.json())).isEqualTo(Map.of("answering answered null", 840));
  }

  @Test
  @DisplayName("L04: too few descriptors for one host: exit 1 before anybody is asked")
  void tooFewDescriptorsForOneHostEndTheRunAtItsStart() throws Exception {
    Program.Result result = check("ulimit -n 60;", "answering", "");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .matches(
            "driftline: cannot ask any host: this process may open 60 files \\(ulimit -n\\): \\d+"
                + " are open, 50 are kept, a host takes 2\n");
  }

  @Test
  @DisplayName("L08: 5000 checks on 10 hosts")
  void fiveThousandChecksOnTenHosts() throws Exception {
    new RunFolder(folder).policy("many", 5000, "echo hello");
    Program.Result result =
        Program.shell(hosts.check("answering0000*", folder.resolve("many.yaml")));

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(result.json().get("results")).hasSize(50_000);
    assertThat(result.json().at("/summary/pass").asInt()).isEqualTo(50_000);
  }

  @Test
  @DisplayName("L09: ulimit -u low: no hang, and 0 only with a report that says so")
  void fewThreadsNeitherHangNorPass() throws Exception {
    try (OpenCopy open = OpenCopy.make()) {
      for (int processes = 4; processes <= 28; processes += 6) {
        Program.Result result =
            open.asNobody(
                """
                sh -c 'ulimit -u %d; exec bin/driftline check -i inventory.yml -p silent.yaml --format json'\
                """
                    .formatted(processes));
        if (result.exit() == 0) {
          assertThat(result.json().at("/summary/pass").asInt()).isEqualTo(1);
        } else {
          assertThat(result.exit()).as(result.stderr()).isIn(1, 2, 4, 6);
        }
      }
    }
  }
}
