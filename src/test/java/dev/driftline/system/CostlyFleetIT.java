package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hosts that want to cost as much as they can, asked by the packaged program: they cost their budgets, nobody else
/// anything, and the end of the run reaches reading, judging and pairs.
@Tag("host")
class CostlyFleetIT {

  /// What one host may cost, in seconds of CPU time.
  private static final double BUDGET = 2;

  /// For what five hosts cost besides: a connection each, and a machine whose caches others use.
  private static final double SLACK = 12;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static CostlyFleet fleet;

  @BeforeAll
  static void start() throws Exception {
    fleet =
        CostlyFleet.start(
            folder,
            "answering=40",
            "wordy=10",
            "sharing=10",
            "repeating=10",
            "stubborn=40",
            "connected=20");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void fiveCostlyHostsChangeNothingOfFortyOthersAndCostTheirBudgets() throws Exception {
    CostlyFleet.Run alone = fleet.check("", "answering");
    CostlyFleet.Run beside =
        fleet.check(
            "", "answering:wordy00000:sharing00000:repeating00000:stubborn00000:connected00000");
    System.out.printf(
        "client CPU: 40 good hosts %.1f s, with 5 costly ones %.1f s%n",
        alone.cpuSeconds(), beside.cpuSeconds());

    assertThat(alone.results("answering")).hasSize(40 * CostlyFleet.CHECKS);
    assertThat(beside.results("answering")).isEqualTo(alone.results("answering"));
    assertThat(beside.result().json().at("/summary/answered").asInt()).isEqualTo(45);
    assertThat(beside.result().exit()).isEqualTo(4);
    Verdicts verdicts = Verdicts.of(beside.result());
    assertThat(verdicts.result("no-deleted", "sharing00000").get("reason").asText())
        .isEqualTo("limit: what the host said costs too much: it has more than 200000 rows");
    assertThat(verdicts.verdict("no-deleted", "repeating00000")).isEqualTo("unknown");
    assertThat(verdicts.verdict("no-secrets", "wordy00000")).isEqualTo("unknown");
    for (String costly : List.of("short-4 stubborn00000", "short-path connected00000")) {
      String[] words = costly.split(" ", 2);
      assertThat(verdicts.result(words[0], words[1]).get("reason").asText())
          .isEqualTo(
              "limit: what the host said costs too much: it takes more than 2 s of CPU time");
    }
    assertThat(beside.cpuSeconds()).isLessThan(alone.cpuSeconds() + 5 * BUDGET + SLACK);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void fiftyOfFiftyCostlyHostsAreAllInTheReport(int mebibytes) throws Exception {
    CostlyFleet.Run run =
        fleet.check(
            "-Xmx%dm".formatted(mebibytes),
            "wordy:sharing:repeating:connected0000*:stubborn0000*' --host-timeout '10m");
    System.out.printf(
        "50 of 50 costly hosts in %d MiB: %.1f s of CPU, %.1f s%n",
        mebibytes, run.cpuSeconds(), run.result().json().at("/run/seconds").asDouble());

    assertThat(run.result().exit()).as(run.result().stderr()).isEqualTo(4);
    assertThat(run.result().stdout() + run.result().stderr())
        .doesNotContain("OutOfMemoryError", "internal");
    JsonNode report = run.result().json();
    assertThat(report.get("hosts")).hasSize(50);
    assertThat(report.get("results")).hasSize(50 * CostlyFleet.CHECKS);
    assertThat(report.at("/run/partial").asBoolean()).isFalse();
    assertThat(report.at("/summary/drift").asInt()).isZero();
    assertThat(run.cpuSeconds()).isLessThan(50 * BUDGET + SLACK);
  }

  /// Of the group there are so many that the program computes for much longer than this test waits for it to begin.
  @ParameterizedTest
  @CsvSource({"stubborn, dev.driftline.judge.Judge", "connected, dev.driftline.run.PairJudge"})
  void aSignalReachesJudging(String group, String place) throws Exception {
    Process program = start(group, "");
    try {
      awaitAThreadIn(place, program);
      send("TERM", program);
      assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }

    assertThat(program.exitValue()).isEqualTo(143);
    assertUnfinished(group, 143, "no-runner: the run was ended before that");
  }

  @ParameterizedTest
  @CsvSource({"stubborn", "connected"})
  void theDeadlineReachesJudging(String group) throws Exception {
    Process program = start(group, "--deadline 12s");
    try {
      assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }

    assertThat(program.exitValue()).isEqualTo(4);
    assertUnfinished(group, 4, "timeout: the deadline of the run came first");
  }

  private static Process start(String group, String options) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "/bin/sh", "-c", "exec " + fleet.words(group + ":answering00000") + " " + options)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("DRIFTLINE", Program.LAUNCHER.toString());
    return builder.start();
  }

  private static void awaitAThreadIn(String place, Process program) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Files.readString(folder.resolve("err")).contains("at " + place)) {
      assertThat(program.isAlive() && System.nanoTime() < end).as("is still judging").isTrue();
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      if (Files.readString(folder.resolve("err")).isEmpty() && !hasStarted(program)) {
        continue;
      }
      send("QUIT", program);
    }
  }

  /// Whether it is Java already, which shows its threads where a shell would end.
  private static boolean hasStarted(Process program) {
    return program.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofSeconds(1))
        > 0;
  }

  private static void send(String signal, Process program) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-s", signal, Long.toString(program.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  private static void assertUnfinished(String group, int exit, String why) throws IOException {
    Verdicts report = new Verdicts(new ObjectMapper().readTree(folder.resolve("out").toFile()));
    assertThat(report.report().at("/run/partial").asBoolean()).isTrue();
    assertThat(report.report().at("/run/exit").asInt()).isEqualTo(exit);
    int hosts = group.equals("stubborn") ? 41 : 21;
    assertThat(report.report().get("hosts")).hasSize(hosts);
    assertThat(report.report().get("results")).hasSize(hosts * CostlyFleet.CHECKS);
    assertThat(report.drifts()).isEmpty();
    assertThat(StreamSupport.stream(report.report().get("results").spliterator(), false))
        .anySatisfy(result -> assertThat(result.get("reason").asText()).isEqualTo(why));
  }
}
