package dev.driftline.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The processes of one demo host.
///
/// With namespaces, the host has its own user and PID namespace and its own `/proc` (unshare(1)). So it shows only its
/// own processes, and none of them outlives its process 1. That process ends when its stdin ends. So nothing is left,
/// even if driftline is killed.
final class HostProcess implements AutoCloseable {

  private static final List<String> UNSHARE =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc");

  private static final long READY_SECONDS = 10;

  private final Process process;
  private final boolean namespaces;
  private final int number;

  private HostProcess(Process process, boolean namespaces, int number) {
    this.process = process;
    this.namespaces = namespaces;
    this.number = number;
  }

  /// Whether this machine lets an ordinary user make the namespaces of a demo host. Tried, because no file tells it on
  /// all systems.
  static boolean namespacesWork() throws InterruptedException {
    List<String> probe = new ArrayList<>(UNSHARE);
    probe.add("true");
    try {
      Process trial =
          new ProcessBuilder(probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      trial.getOutputStream().close();
      if (!trial.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
        trial.destroyForcibly();
        return false;
      }
      return trial.exitValue() == 0 && commandExists("nsenter");
    } catch (IOException _) {
      return false; // no unshare program: the demo says so and shows one host
    }
  }

  private static boolean commandExists(String name) {
    return List.of("/usr/bin/", "/bin/", "/usr/local/bin/").stream()
        .anyMatch(folder -> Path.of(folder + name).toFile().canExecute());
  }

  /// Starts a host's daemon and waits until it has reached its state.
  ///
  /// @param namespaces whether the host gets namespaces of its own
  static HostProcess start(Path init, boolean namespaces, List<String> daemon)
      throws DemoException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (namespaces) {
      command.addAll(UNSHARE);
    }
    command.addAll(List.of("/bin/sh", init.toString()));
    command.addAll(daemon);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new HostProcess(process, namespaces, ready(process));
    } catch (IOException e) {
      throw new DemoException("cannot start %s: %s".formatted(command.getFirst(), e.getMessage()));
    }
  }

  /// The number after `ready`. The daemon prints it when it has reached its state.
  private static int ready(Process process) throws DemoException, InterruptedException {
    // reading a pipe has no time limit of its own
    FutureTask<String> line =
        new FutureTask<>(() ->
            new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine());
    Thread.ofVirtual().start(line);
    try {
      String said = line.get(READY_SECONDS, TimeUnit.SECONDS);
      if (said != null && said.startsWith("ready ")) {
        return Integer.parseInt(said.substring("ready ".length()));
      }
      throw failed(process, "said \"%s\"".formatted(said));
    } catch (TimeoutException | ExecutionException e) {
      throw failed(process, "did not get ready: " + e.getClass().getSimpleName());
    }
  }

  private static DemoException failed(Process process, String how) {
    process.destroyForcibly();
    return new DemoException("a process of the demo did not reach its state: it " + how);
  }

  /// The number that the daemon printed: the port of a listener, or the descriptor of a client's connection.
  int number() {
    return number;
  }

  /// The words that run a command inside this host.
  List<String> inside(List<String> command) {
    List<String> words = new ArrayList<>();
    if (namespaces) {
      String pid =
          process
              .children()
              .findFirst()
              .map(child -> Long.toString(child.pid()))
              .orElse("0"); // no such process: nsenter says so, and the command fails
      words.addAll(List.of("nsenter", "--preserve-credentials", "-t", pid, "-U", "-m", "-p", "--"));
    }
    words.addAll(command);
    return words;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
