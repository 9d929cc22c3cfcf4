package dev.driftline.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Real processes of this machine with every shape that descriptors 0, 1 and 2 can have (`shapes.py`; needs
/// `/usr/bin/python3`, Debian package python3).
///
/// @param pids by the name of the shape
record Shapes(Process process, Path script, Map<String, String> pids) implements AutoCloseable {

  static Shapes start() throws IOException {
    return start(List.of());
  }

  /// The same in a PID namespace of their own, of which the script is process 1. There root may look at every process, which
  /// is not so on each machine that runs tests. Needs the Debian package util-linux.
  static Shapes startAlone() throws IOException {
    return start(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
  }

  /// Words before a shell that is to see the processes of that namespace only.
  List<String> entering() {
    long first = process.children().findFirst().orElseThrow().pid();
    return List.of("nsenter", "-t", Long.toString(first), "-p", "-m", "--");
  }

  private static Shapes start(List<String> before) throws IOException {
    Path script = Files.createTempFile("driftline-shapes", ".py");
    try (InputStream text = Shapes.class.getResourceAsStream("shapes.py")) {
      Files.write(script, java.util.Objects.requireNonNull(text).readAllBytes());
    }
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("/usr/bin/python3", script.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, String> pids = new LinkedHashMap<>();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    while (line != null && !line.equals("ready")) {
      String[] words = line.split(" ", -1);
      pids.put(words[0], words[1]);
      line = said.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the shapes could not be started; see stderr");
    }
    return new Shapes(process, script, pids);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.delete(script);
  }
}
