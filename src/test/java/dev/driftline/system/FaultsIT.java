package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults that nobody expects, thrown in the packaged program: in its main thread, in the threads of hosts, in the one
/// that keeps deadlines, in the one that a signal starts. A sentence, a code that is not 0, and no host forgotten.
@Tag("host")
class FaultsIT {

  private static final String TOO_LITTLE_MEMORY = "java.lang.OutOfMemoryError";

  @TempDir private static Path folder;
  private static RunFolder run;
  private static Path agent;

  @BeforeAll
  static void write() throws Exception {
    run = RunFolder.with(folder);
    run.policy("quick", 1, "true");
    run.policy("slow", 1, "touch %s/begun; sleep 5".formatted(folder));
    agent = FaultAgent.write(folder.resolve("agent.jar"));
  }

  /// The words of a shell that make a program of driftline throw.
  private static String faulty(String place, String thrown, String words) {
    return "export DRIFTLINE_JAVA_OPTS='-javaagent:%s=dev.driftline.%s=%s'; exec %s"
        .formatted(agent, place, thrown, words);
  }

  private static void assertNoTrace(String stderr) {
    assertThat(stderr).doesNotContain("Exception in thread", "\tat ");
  }

  @ParameterizedTest
  @DisplayName(
      "E06: a fault in the main thread is a sentence and 1, and nothing looks like a report")
  @CsvSource({
    "policy.file.PolicySet#read, java.lang.StackOverflowError",
    "run.Assignment#of, java.lang.AssertionError",
    "cli.command.Wiring#limits, java.lang.NoClassDefFoundError",
    "collect.Planner#plan, java.lang.IllegalStateException",
    "judge.Judge#judge, java.lang.StackOverflowError",
    "run.HostSummary#of, java.lang.OutOfMemoryError",
    "cli.command.Progress#done, java.lang.IllegalStateException",
    "model.ExitCode#of, java.lang.AssertionError",
    "report.JsonReport#write, java.lang.OutOfMemoryError",
    "cli.process.Output#flush, java.lang.StackOverflowError",
    "cli.command.CheckCommand#call, java.lang.Error",
    "cli.Main#run, java.lang.OutOfMemoryError"
  })
  void aFaultInTheMainThreadIsOne(String place, String thrown) throws Exception {
    Program.Result result =
        Program.shell(
            faulty(place, thrown, run.check("quick") + " --format json -o json=" + folder + "/r"));

    assertThat(result.exit()).as(result.toString()).isEqualTo(1);
    assertThat(result.stdout()).doesNotContain("\"verdict\"");
    assertNoTrace(result.stderr());
    assertThat(result.stderr()).startsWith("driftline: internal error: " + thrown).endsWith("\n");
  }

  @ParameterizedTest
  @DisplayName("C13: a fault in a host's thread or a probe makes that unknown, and 4")
  @CsvSource({
    "collect.local.LocalTransport#run, java.lang.StackOverflowError",
    "collect.local.LocalTransport#run, java.lang.AssertionError",
    "collect.local.LocalTransport#run, java.lang.NoClassDefFoundError",
    "collect.local.LocalTransport#run, java.lang.OutOfMemoryError",
    "collect.Frames#stdout, java.lang.StackOverflowError",
    "collect.Interview#ask, java.lang.OutOfMemoryError",
    "probe.command.CommandProbe#read, java.lang.NoClassDefFoundError",
    "probe.command.CommandProbe#read, java.lang.StackOverflowError",
    "collect.Workers#begin, java.lang.OutOfMemoryError",
    "model.budget.Budget#begin, java.lang.StackOverflowError"
  })
  void aFaultInAHostsThreadIsUnknown(String place, String thrown) throws Exception {
    Program.Result result =
        Program.shell(
            faulty(place, thrown, run.check("quick") + " --host-timeout 3s --format json"));

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertNoTrace(result.stderr());
    Verdicts report = Verdicts.of(result);
    assertThat(report.verdictsOf("here")).containsOnly("unknown");
    assertThat(result.stdout() + result.stderr())
        .contains(thrown.substring(thrown.lastIndexOf('.') + 1));
  }

  @Test
  @DisplayName("C14: a host whose thread dies is given up after its time, and is in the report")
  void aHostWhoseThreadDiesIsInTheReport() throws Exception {
    Program.Result result =
        Program.shell(
            faulty(
                "collect.Collector#ask",
                TOO_LITTLE_MEMORY,
                run.check("quick") + " --host-timeout 1s --format json"));

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(result.stderr())
        .isEqualTo(
            "driftline: internal error: %s (-v shows where; please report it)\n"
                .formatted(TOO_LITTLE_MEMORY));
    assertThat(Verdicts.of(result).verdictsOf("here")).containsOnly("unknown");
  }

  @ParameterizedTest
  @DisplayName(
      "E06: a fault in the thread that reads an SSH session ends that session at once, and is told")
  @CsvSource({
    "ssh.script.ScriptOutput$Sink#write, java.lang.OutOfMemoryError",
    "ssh.script.ScriptOutput$Sink#write, java.lang.StackOverflowError",
    "ssh.line.GuardedInput#read, java.lang.OutOfMemoryError",
    "ssh.login.HostKeyCheck#check, java.lang.NoClassDefFoundError"
  })
  void aFaultInTheThreadThatReadsASessionIsTold(String place, String thrown, @TempDir Path hosts)
      throws Exception {
    try (SimulatedHosts simulated = SimulatedHosts.start(hosts, "answering=1")) {
      long begun = System.nanoTime();
      Program.Result result =
          Program.shell(
              faulty(place, thrown, simulated.check("all", folder.resolve("quick.yaml"))));

      assertThat(result.exit()).as(result.toString()).isEqualTo(4);
      assertNoTrace(result.stderr());
      JsonNode host = result.json().at("/hosts/0");
      assertThat(host.get("reason").asText()).as(host.toString()).isEqualTo("internal");
      assertThat(host.get("detail").asText())
          .contains(thrown.substring(thrown.lastIndexOf('.') + 1));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  @DisplayName(
      "E06: where the thread that keeps deadlines can end nothing, the run ends all the same")
  void theRunEndsWithoutTheThreadThatKeepsDeadlines(@TempDir Path hosts) throws Exception {
    try (SimulatedHosts simulated = SimulatedHosts.start(hosts, "silent=1")) {
      Program.Result result =
          Program.shell(
              faulty(
                  "ssh.line.SshLine#cut",
                  TOO_LITTLE_MEMORY,
                  simulated.check("all", folder.resolve("quick.yaml"))
                      + " --connect-timeout 1s --host-timeout 2s"));

      assertThat(result.exit()).as(result.toString()).isEqualTo(4);
      assertNoTrace(result.stderr());
      assertThat(result.json().at("/summary/unknown").asInt()).isOne();
    }
  }

  @Test
  @DisplayName("E06: a fault in the thread that a signal starts: the signal's code all the same")
  void aFaultInTheThreadOfASignalDoesNotPass() throws Exception {
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                faulty("run.CheckRun#cancel", "java.lang.AssertionError", run.check("slow")))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(err.toFile());
    builder.environment().put("DRIFTLINE", Program.LAUNCHER.toString());
    Process process = builder.start();
    while (Files.notExists(folder.resolve("begun"))) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(Files.readString(err))
        .isEqualTo(
            "driftline: internal error: java.lang.AssertionError (-v shows where; please report it)\n");
  }
}
