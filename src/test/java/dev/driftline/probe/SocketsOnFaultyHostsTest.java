package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.processes.ProcessesProbe;
import dev.driftline.probe.sockets.SocketsProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets and mapped files where a tool fails, or where not everything may be looked at. Needs root, and the Debian
/// packages python3 and util-linux.
@Tag("host")
class SocketsOnFaultyHostsTest {

  /// Listens, and holds as many other descriptors as it is told; says its pid and the port.
  private static final String LISTEN =
      """
      import os, socket, sys
      kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(int(sys.argv[1]))]
      s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
      print(os.getpid(), s.getsockname()[1], flush=True)
      sys.stdin.read()
      """;

  private static final LocalRun WITHOUT_PTRACE =
      LocalRun.in("setpriv", "--bounding-set=-sys_ptrace", "/bin/sh", "-s");

  private final Children children = new Children();
  private Path folder = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of("/var/lib"), "driftline-test-faults");
  }

  @AfterEach
  void end() throws IOException {
    children.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Each is a shell script in place of ls; `$real` is the true one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "exit 1",
        "$real \"$@\" | sed 3q; kill -KILL $$",
        "$real \"$@\" | sed '$d'",
        "$real \"$@\" | sed 'p'",
        "$real \"$@\"; exit 127"
      })
  void neverBelievesAnLsThatFails(String script) throws IOException {
    String[] said = listen(3);
    LocalRun faulty = withInstead("ls", script);

    for (Probe probe : List.of(new SocketsProbe(), new LibrariesProbe())) {
      Answer answer = ask(faulty, probe, Map.of("ports", said[1]));
      neverWhole(answer, script);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exit 0", "$real \"$@\" | sed 3q; kill -KILL $$", "$real \"$@\" | sed '$d'"})
  void neverBelievesAnAwkThatFails(String script) throws IOException {
    String[] said = listen(3);
    LocalRun faulty = withInstead("awk", script);

    for (Probe probe : List.of(new SocketsProbe(), new LibrariesProbe())) {
      Answer answer = ask(faulty, probe, Map.of("ports", said[1]));
      neverWhole(answer, script);
    }
  }

  /// More names than one ls is given.
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s"})
  void findsTheHolderOfASocketAmongThousandsOfDescriptors(String shell) {
    String[] said =
        children
            .start("sh", "-c", "ulimit -n 10000; exec /usr/bin/python3 -c \"$0\" 9000", LISTEN)
            .split(" ", -1);

    Answer answer =
        ask(LocalRun.in(shell.split(" ", -1)), new SocketsProbe(), Map.of("ports", said[1]));

    assertThat(((Answer.Observed) answer).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.text("pid")).contains(said[0]));
  }

  @Test
  void doesNotMissTheProgramOfAProcessThatRootMayNotLookAt() throws IOException {
    Path program = replacedProgram(folder, "driftline-gone");
    String name = program.getFileName().toString();

    Answer answer = ask(WITHOUT_PTRACE, new LibrariesProbe(), Map.of("processes", name));

    // either it cannot be told at all, or there is a row whose program is unread
    if (answer instanceof Answer.Observed(List<Row> rows, _, _)) {
      assertThat(rows)
          .filteredOn(row -> !row.text("role").equals(Optional.of("library")))
          .isNotEmpty()
          .allMatch(row -> row.cell("deleted") instanceof Cell.Unread);
    } else {
      assertThat(answer).isInstanceOf(Answer.Unknown.class);
    }
  }

  @Test
  void doesNotSayThatNobodyHoldsASocketOfAProcessThatRootMayNotLookAt() {
    String[] said = listen(3);

    Answer answer = ask(WITHOUT_PTRACE, new SocketsProbe(), Map.of("ports", said[1]));

    assertThat(((Answer.Observed) answer).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.cell("pid")).isInstanceOf(Cell.Unread.class));
  }

  @Test
  void tellsAProgramThatWasReplacedFromATemporaryOne() throws IOException {
    Path scratch = Files.createTempDirectory("driftline-test-scratch");
    String replaced = replacedProgram(folder, "driftline-gone").getFileName().toString();
    String temporary = replacedProgram(scratch, "driftline-temp").getFileName().toString();
    Files.delete(scratch);
    children.start(
        "/usr/bin/python3",
        "-c",
        """
        import os, sys
        fd = os.memfd_create('runc'); os.write(fd, open('/bin/sh', 'rb').read())
        os.execve(fd, ['driftline-memory', '-c', 'echo ready; read _'], {})
        """);

    for (Probe probe : List.of(new ProcessesProbe(), new LibrariesProbe())) {
      boolean libraries = probe instanceof LibrariesProbe;
      Map<String, Boolean> deleted = new HashMap<>();
      Answer.Observed answer = (Answer.Observed) ask(LocalRun.in("/bin/sh", "-s"), probe, Map.of());
      for (Row row : answer.rows()) {
        if (!libraries || row.text("role").equals(Optional.of("program"))) {
          String path = row.text("executable").orElse("");
          row.text(libraries ? "deleted" : "executable_deleted")
              .ifPresent(value -> deleted.put(path, Boolean.valueOf(value)));
        }
      }
      assertThat(deleted)
          .containsEntry(folder.resolve(replaced).toString(), true)
          .containsEntry(scratch.resolve(temporary).toString(), false)
          .containsEntry("/memfd:runc", false);
    }
  }

  /// Whether the answer leaves every check undecided: it is unknown, or it says that rows may be missing.
  private static void neverWhole(Answer answer, String script) {
    boolean gap = answer instanceof Answer.Observed(_, _, Optional<String> why) && why.isPresent();
    assertThat(gap || answer instanceof Answer.Unknown).as("%s with %s", answer, script).isTrue();
  }

  private String[] listen(int more) {
    return children.start("/usr/bin/python3", "-c", LISTEN, Integer.toString(more)).split(" ", -1);
  }

  /// Starts a program and removes its file.
  private Path replacedProgram(Path in, String name) throws IOException {
    Path program = in.resolve(name);
    Files.copy(Path.of("/bin/sh").toRealPath(), program);
    program.toFile().setExecutable(true);
    children.start(program.toString(), "-c", "echo ready; read _");
    Files.delete(program);
    return program;
  }

  /// A host on which a script stands for the tool, in a mount namespace of its own.
  private LocalRun withInstead(String tool, String script) throws IOException {
    Path real = Path.of("/usr/bin", tool).toRealPath();
    Path copy = Files.copy(real, folder.resolve("real-" + tool));
    Path instead = folder.resolve(tool);
    Files.writeString(instead, "#!/bin/sh\nreal=%s\n%s\n".formatted(copy, script));
    for (Path file : List.of(copy, instead)) {
      file.toFile().setExecutable(true);
    }
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    command.add("mount --bind %s %s && exec sh -s".formatted(instead, real));
    return LocalRun.in(command.toArray(String[]::new));
  }

  private static Answer ask(LocalRun run, Probe probe, Map<String, String> parameters) {
    return run.ask(probe, new Question(probe.definition().name(), parameters));
  }
}
