package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash of the JVM leaves behind: it is made to crash by the signal of a bad access to memory.
class CrashIT {

  private static final String SECRET = "correct-horse-battery";

  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void write() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all:\n  hosts:\n    here: { connection: local, ansible_password: %s }\n"
            .formatted(SECRET));
    Files.writeString(
        folder.resolve("slow.yaml"),
        """
        policy: slow
        hosts: all
        checks:
          - { id: slow, probe: { command: sleep 300, timeout: 400s }, expect: { exit: 0 } }
        """);
  }

  private int crash(Path state) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Program.LAUNCHER.toString(), "check", "-i", "../hosts.yml", "-p", "../slow.yaml")
            .directory(work.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("XDG_STATE_HOME", state.toString());
    Process process = builder.start();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (process
        .descendants()
        .noneMatch(it -> it.info().command().orElse("").endsWith("sleep"))) {
      assertThat(System.nanoTime()).as(Files.readString(folder.resolve("err"))).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    List<ProcessHandle> left = process.descendants().toList();
    int _ = new ProcessBuilder("kill", "-s", "SEGV", "" + process.pid()).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    left.forEach(ProcessHandle::destroyForcibly);
    return process.exitValue();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  @DisplayName(
      "a crash leaves nothing where the program ran, and a log that only its user can read")
  void aCrashLeavesALogForItsUserOnly() throws Exception {
    Path state = folder.resolve("state");

    assertThat(crash(state)).isNotZero();

    assertThat(files(work)).isEmpty();
    Path logs = state.resolve("driftline");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
        .isEqualTo("rwx------");
    assertThat(files(logs))
        .singleElement()
        .satisfies(log -> {
          assertThat(log.getFileName().toString()).matches("crash-\\d+\\.log");
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
              .isEqualTo("rw-------");
          assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
              .contains("SIGSEGV")
              .doesNotContain(SECRET);
        });
  }

  @Test
  @DisplayName("where the user has no folder for it, a crash leaves nothing at all")
  void withoutAFolderACrashLeavesNothing() throws Exception {
    Path link = Files.createDirectory(folder.resolve("link"));
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.createSymbolicLink(link.resolve("driftline"), others);

    assertThat(crash(link)).isNotZero();

    assertThat(files(work)).isEmpty();
    assertThat(files(others)).isEmpty();
  }
}
