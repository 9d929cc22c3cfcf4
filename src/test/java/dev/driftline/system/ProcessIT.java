package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program as a process: its streams, its signals, its memory, its clock and its terminal.
@Tag("host")
class ProcessIT {

  private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws IOException {
    run = RunFolder.with(folder);
    run.policy("quick", 1, "true");
    run.policy("large", 1500, "true");
    run.policy("slow", 1, "sleep 3");
  }

  private ProcessBuilder shell(String line) {
    List<String> words = new ArrayList<>(Program.WITH_USUAL_SIGNALS);
    words.addAll(List.of("/bin/sh", "-c", line));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("DRIFTLINE", Program.LAUNCHER.toString());
    return builder;
  }

  private static void send(Process process, String signal) throws Exception {
    int _ = new ProcessBuilder("kill", "-s", signal, "" + process.pid()).start().waitFor();
  }

  private static long millis(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  @Test
  @DisplayName(
      "E10: a signal at random moments: its code or the run's own, in time, and no half report")
  void aSignalAtAnyMoment() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> ends = new ArrayList<>();
    for (String signal : List.of("INT", "TERM", "HUP", "INT", "TERM", "HUP")) {
      Path report = folder.resolve("report.json");
      Files.deleteIfExists(report);
      Process process =
          shell("exec " + run.check("slow") + " -o json=report.json")
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      assertThat(process.waitFor(random.nextInt(50, 4000), TimeUnit.MILLISECONDS))
          .isIn(true, false);
      long begun = System.nanoTime();
      send(process, signal);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

      assertThat(millis(begun)).as("seed %d, %s".formatted(seed, signal)).isLessThan(2500);
      assertThat(process.exitValue())
          .as("seed %d: %s".formatted(seed, run.text("err")))
          .isIn(CODES.get(signal), 0);
      boolean reported = Files.exists(report);
      if (reported) {
        var json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.at("/run/exit").asInt()).as("seed %d", seed).isEqualTo(process.exitValue());
      }
      ends.add(signal + " " + process.exitValue() + (reported ? " with report" : ""));
    }
    System.out.println("seed " + seed + ": " + ends);
  }

  @Test
  @DisplayName("E11: the second signal ends at once a program that cannot write its report")
  void theSecondSignalEndsAtOnce() throws Exception {
    Process process = shell("exec " + run.check("large") + " --format json").start();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    // nobody reads: when the pipe is full, the program waits in the middle of its report
    while (process.getInputStream().available() < 65_536) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    long begun = System.nanoTime();
    send(process, "TERM");
    assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).as("still waits").isFalse();
    send(process, "INT");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(millis(begun)).isLessThan(1700);
  }

  @ParameterizedTest
  @DisplayName("E12: a signal that was ignored at the start (nohup, cron) is ignored")
  @CsvSource({"INT", "HUP"})
  void aSignalIgnoredAtTheStartIsIgnored(String signal) throws Exception {
    Process process =
        shell("trap '' %s; exec %s".formatted(signal, run.check("slow")))
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(1500, TimeUnit.MILLISECONDS)).isFalse();
    send(process, signal);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(run.text("err")).isZero();
    assertThat(run.text("out")).contains("1 pass").doesNotContain("UNFINISHED");
  }

  @Test
  @DisplayName("E09: with 0, 1 and 2 closed no connection takes their numbers")
  void noConnectionTakesTheNumberOfAClosedStream() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      run.write(
          "inventory.yml",
          "all:\n  hosts:\n    silent: { host: 127.0.0.1, port: %d }\n"
              .formatted(silent.getLocalPort()));
      assertThat(Program.shell("ssh-keygen -q -t ed25519 -N '' -f " + folder + "/key").exit())
          .isZero();
      Process process =
          shell("exec %s --key %s/key <&- >&- 2>&-".formatted(run.check("quick"), folder)).start();
      silent.setSoTimeout(30_000);
      try (Socket _ = silent.accept()) {
        for (int number = 0; number <= 2; number++) {
          Path target =
              Files.readSymbolicLink(Path.of("/proc/%d/fd/%d".formatted(process.pid(), number)));
          assertThat(target).isEqualTo(Path.of("/dev/null"));
        }
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("E: SIGQUIT shows the threads on stderr, never in the report")
  void threadsAreNeverShownInTheReport() throws Exception {
    Process process =
        shell("exec " + run.check("slow") + " --format json")
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(1500, TimeUnit.MILLISECONDS)).isFalse();
    send(process, "QUIT");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new ObjectMapper().readTree(run.text("out")).at("/summary/pass").asInt()).isOne();
    assertThat(run.text("err")).contains("Full thread dump");
  }

  @ParameterizedTest
  @DisplayName("E07, X14: too little memory is exit 1 and leaves no file")
  @CsvSource({"-Xmx1k", "-Xmx7m", "-Xmx12m", "-Xmx34m", "-Xnonsense"})
  void tooLittleMemoryIsNeverClean(String option) throws Exception {
    List<String> before = List.of(folder.toFile().list());
    Program.Result result =
        Program.shell(
            "cd %s; DRIFTLINE_JAVA_OPTS=%s %s".formatted(folder, option, run.check("large")));

    assertThat(result.exit())
        .as(option + result.stderr())
        .isIn(1, option.equals("-Xmx34m") ? 0 : 1);
    assertThat(result.exit() == 0 || !result.stdout().contains("pass")).isTrue();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  @DisplayName("E14: --exit-codes nagios: unknown is 3, never 0")
  void nagiosSaysUnknown() throws Exception {
    run.policy("absent", 1, "no-such-command-anywhere");

    assertThat(Program.shell(run.check("absent") + " --exit-codes nagios").exit()).isEqualTo(3);
  }

  @Test
  @DisplayName("D02: a clock that jumps during the run makes no false timeout and no negative time")
  void aClockThatJumpsMakesNoFalseTimeout() throws Exception {
    for (String jump : List.of("+1h", "-1h", "+20y")) {
      Path clock = run.write("clock", "+0");
      Process process =
          shell(
                  "export FAKETIME_TIMESTAMP_FILE=clock FAKETIME_NO_CACHE=1 DONT_FAKE_MONOTONIC=1"
                      + " FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1); exec "
                      + run.check("slow")
                      + " --host-timeout 30s --format json")
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      assertThat(process.waitFor(1500, TimeUnit.MILLISECONDS)).isFalse();
      Files.writeString(clock, jump);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(jump + run.text("err")).isZero();
      assertThat(new ObjectMapper().readTree(run.text("out")).at("/run/seconds").asDouble())
          .isBetween(1.0, 30.0);
    }
  }

  @Test
  @DisplayName("E: progress and colour are for terminals, and progress is taken away")
  void progressAndColourAreForTerminals() throws Exception {
    run.write(
        "inventory.yml",
        "all:\n  hosts:\n    a: { connection: local }\n    b: { connection: local }\n");
    run.policy("drift", 1, "sleep 1.5; echo no >&2");
    Path seen = folder.resolve("seen");
    String command = run.check("drift").replace("\"$DRIFTLINE\"", Program.LAUNCHER.toString());
    String record =
        "script -qec '%s' %s >/dev/null </dev/null".formatted(command + " --forks 1", seen);
    assertThat(Program.shell(record).exit()).isEqualTo(2);
    String terminal = Files.readString(seen);
    assertThat(terminal)
        .contains("\r\u001b[K1 of 2 hosts, 0 unreachable, ", "\u001b[31m".substring(0, 2));
    int last = terminal.lastIndexOf("\r\u001b[K");
    assertThat(terminal.substring(last + 4)).startsWith("\u001b[").contains("DRIFT");

    assertThat(Program.shell("NO_COLOR=1 " + record).exit()).isEqualTo(2);
    String plain = Files.readString(seen);
    assertThat(plain.substring(plain.lastIndexOf("\r\u001b[K") + 4)).doesNotContain("\u001b");

    Program.Result piped = Program.shell(run.check("drift"));
    assertThat(piped.stdout() + piped.stderr()).contains("DRIFT").doesNotContain("\u001b", "\r");
  }
}
