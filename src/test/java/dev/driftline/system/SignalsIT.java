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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run that is ended by a signal while one host has answered, another never speaks and a third hangs in a
/// command. The hosts are this machine and a listener in this test.
@Tag("host")
class SignalsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Longer than any test, and found again by its number.
  private static final String HANGING = "sleep 86399";

  @TempDir private Path folder;
  private ServerSocket silent;
  private Optional<Socket> connection = Optional.empty();
  private Process program;

  @BeforeEach
  void startAndWaitUntilOnlyTheOthersHang() throws Exception {
    silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    silent.setSoTimeout((int) LIMIT.toMillis());
    assertThat(
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key())
                .start()
                .waitFor())
        .isZero();
    write(
        "inventory.yml",
        """
        all:
          vars: { ansible_ssh_private_key_file: %s }
          hosts:
            quick: { connection: local }
            hanging: { connection: local }
            silent: { host: 127.0.0.1, port: %d }
        """
            .formatted(key(), silent.getLocalPort()));
    write("quick.yaml", policy("quick", "quick:silent", "true"));
    write("hanging.yaml", policy("hanging", "hanging", "exec " + HANGING));
    program = start();
    connection = Optional.of(silent.accept());
    // the hanging host's script is the only child when the quick one is done
    awaitOneChild();
  }

  private String key() {
    return folder.resolve("key").toString();
  }

  private static String policy(String name, String hosts, String command) {
    return """
    policy: %1$s
    hosts: %2$s
    checks:
      - id: %1$s-check
        probe: { command: '%3$s', timeout: 10m }
        expect: { exit: 0, stderr: clean }
        severity: minor
    """
        .formatted(name, hosts, command);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    if (connection.isPresent()) {
      connection.get().close();
    }
    silent.close();
    if (program != null) {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endsAtOnceWithTheCodeOfTheSignalAndReportsWhatWasGathered(String signal, int code)
      throws Exception {
    long taken = signal(signal);

    assertThat(program.exitValue()).as(said("err")).isEqualTo(code);
    assertThat(taken).as("milliseconds until the end").isLessThan(2000);
    assertThat(said("out"))
        .contains("UNFINISHED RUN: ", "3 hosts: 1 answered, 2 not reached")
        .contains("1 pass, 0 drift, 2 unknown")
        .contains("exit code " + code);
    Verdicts file = new Verdicts(new ObjectMapper().readTree(folder.resolve("json").toFile()));
    assertThat(file.report().at("/run/partial").asBoolean()).isTrue();
    assertThat(file.report().at("/run/exit").asInt()).isEqualTo(code);
    assertThat(file.verdict("quick-check", "quick")).isEqualTo("pass");
    assertThat(file.verdict("quick-check", "silent")).isEqualTo("unknown");
    assertThat(file.verdict("hanging-check", "hanging")).isEqualTo("unknown");
  }

  @Test
  void leavesNoProcessOfAHostThatIsThisMachine() throws Exception {
    List<ProcessHandle> children = program.descendants().toList();
    assertThat(children).isNotEmpty();
    signal("TERM");

    for (ProcessHandle child : children) {
      child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(hanging()).isEmpty();
  }

  private Process start() throws IOException {
    List<String> words = new ArrayList<>(Program.WITH_USUAL_SIGNALS);
    words.addAll(List.of(Program.LAUNCHER.toString(), "check", "-i", folder + "/inventory.yml"));
    words.addAll(List.of("-p", folder + "/quick.yaml", "-p", folder + "/hanging.yaml"));
    words.addAll(List.of("--connect-timeout", "10m", "--host-timeout", "10m"));
    words.addAll(List.of("-o", "json=" + folder + "/json"));
    return new ProcessBuilder(words)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private void awaitOneChild() {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (hanging().isEmpty() || program.children().count() != 1) {
      assertThat(System.nanoTime()).as("in time; " + program.children().toList()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static List<String> hanging() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.endsWith(HANGING) && !line.contains("sh "))
        .toList();
  }

  private void send(String signal) throws Exception {
    int exit =
        new ProcessBuilder("kill", "-s", signal, Long.toString(program.pid())).start().waitFor();
    assertThat(exit).isZero();
  }

  /// Sends it and waits; how long the program took to end, in milliseconds.
  private long signal(String signal) throws Exception {
    long begun = System.nanoTime();
    send(signal);
    assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private String said(String stream) throws IOException {
    return Files.readString(folder.resolve(stream));
  }
}
