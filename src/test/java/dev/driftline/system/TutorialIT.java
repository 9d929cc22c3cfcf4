package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/tutorial.md`, as a newcomer follows it: its files are saved, its commands run, and what they print is
/// compared.
///
/// With `-Ddriftline.write=true` the outputs are written into the page.
class TutorialIT {

  private static final Path PAGE = Path.of("docs", "tutorial.md");
  private static final long LIMIT_SECONDS = 120;

  /// A file to save, or commands and what they print, if that is shown.
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:Save this as `([^`]+)`:\n\n)?```(?:yaml|sh)\n(.*?)```(?:\n\n```text\n(.*?)```)?",
          Pattern.DOTALL);

  /// What differs from run to run.
  private static final Pattern VARIES =
      Pattern.compile("run \\S+ of|started \\S+,|took [0-9.]+ s|process \\d+ since [-0-9T:]+Z");

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatThePageShows() throws Exception {
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    StringBuilder written = new StringBuilder();
    int outputs = 0;
    while (blocks.find()) {
      if (blocks.group(1) != null) {
        Files.writeString(folder.resolve(blocks.group(1)), blocks.group(2));
      } else {
        String printed = run(blocks.group(2));
        if (blocks.group(3) != null) {
          outputs++;
          show(blocks, printed, written);
        } else {
          assertThat(printed).as(blocks.group(2)).isEmpty();
        }
      }
    }
    blocks.appendTail(written);
    assertThat(outputs).isEqualTo(7);
    if (Boolean.getBoolean("driftline.write")) {
      Files.writeString(PAGE, written.toString());
    }
  }

  private static void show(Matcher block, String printed, StringBuilder written) {
    if (!Boolean.getBoolean("driftline.write")) {
      assertThat(withoutTimes(printed)).as(block.group(2)).isEqualTo(withoutTimes(block.group(3)));
      return;
    }
    String whole = block.group().substring(0, block.start(3) - block.start()) + printed + "```";
    block.appendReplacement(written, Matcher.quoteReplacement(whole));
  }

  private static String withoutTimes(String text) {
    return VARIES.matcher(text).replaceAll("…");
  }

  /// What the commands print on both streams.
  private String run(String commands) throws IOException, InterruptedException {
    Path output = Files.createTempFile("driftline-tutorial-", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-c", commands)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      String path = Program.LAUNCHER.getParent() + File.pathSeparator + System.getenv("PATH");
      builder.environment().put("PATH", path);
      builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would say that it takes them
      Process process = builder.start();
      process.getOutputStream().close();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(commands).isTrue();
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }

  /// Ends the program of the tutorial where the page was not followed to its end.
  @AfterEach
  void endTheProgram() throws IOException {
    Path pid = folder.resolve("careless.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .filter(process -> process.info().commandLine().orElse("").contains("careless.sh"))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
