package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packaged program, started by its launcher as a user would.
final class Program {

  static final Path LAUNCHER = Path.of("bin/driftline").toAbsolutePath();

  /// Before the words of a program that is sent a signal: `nohup bin/test` lets every process begin with SIGHUP
  /// ignored, and what begins so stays so.
  static final List<String> WITH_USUAL_SIGNALS = List.of("env", "--default-signal=INT,TERM,HUP");

  private static final long LIMIT_SECONDS = 120;

  private Program() {}

  /// What one run said, and how it ended.
  record Result(int exit, String stdout, String stderr) {

    /// The JSON report on stdout.
    JsonNode json() throws IOException {
      assertThat(stdout).as("exit %d, stderr: %s", exit, stderr).isNotBlank();
      return new ObjectMapper().readTree(stdout);
    }
  }

  static Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Runs a command line of the shell in which `$DRIFTLINE` is the launcher.
  static Result shell(String line) throws IOException, InterruptedException {
    return run(List.of("/bin/sh", "-c", line));
  }

  private static Result run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("driftline-test-", ".out");
    Path err = Files.createTempFile("driftline-test-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("DRIFTLINE", LAUNCHER.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("ends within %d s: %s".formatted(LIMIT_SECONDS, command))
          .isTrue();
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
