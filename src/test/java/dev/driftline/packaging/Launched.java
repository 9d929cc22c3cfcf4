package dev.driftline.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A finished process: its exit code and what it printed.
record Launched(int exit, String stdout, String stderr) {

  private static final int PATIENCE_SECONDS = 60;

  /// Runs a shell command line in `folder`, with these variables added to the environment.
  static Launched shell(Path folder, Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("launched", ".out");
    Path err = Files.createTempFile("launched", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of("/bin/sh", "-c", command))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("still running after %d s: %s".formatted(PATIENCE_SECONDS, command));
      }
      return new Launched(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
