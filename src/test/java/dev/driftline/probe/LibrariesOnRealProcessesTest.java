package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.product.ClientLibrary;
import dev.driftline.product.Products;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

/// Needs root, and the Debian packages python3, iproute2, busybox and util-linux.
@Tag("host")
class LibrariesOnRealProcessesTest {

  private static final LibrariesProbe PROBE = new LibrariesProbe();

  /// A server and its client in one process; says its pid and the port.
  private static final String TALK =
      """
      import os, socket, sys
      s = socket.socket(); s.bind(('127.0.0.1', int(sys.argv[1]))); s.listen()
      c = socket.create_connection(s.getsockname()); d, _ = s.accept()
      print(os.readlink('/proc/self'), s.getsockname()[1], flush=True)
      sys.stdin.read()
      """;

  /// Loads the libraries it is given; says its pid.
  private static final String LOAD =
      """
      import ctypes, os, sys
      for path in sys.argv[1:]: ctypes.CDLL(path)
      print(os.getpid(), flush=True)
      sys.stdin.read()
      """;

  private final Children children = new Children();
  private Path folder = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    // Not below /tmp, where replaced files are not listed.
    // Not below /tmp, where the checkout may be: libraries there are scratch files of programs and
    // not listed.
    folder = Files.createTempDirectory(Path.of("/var/lib"), "driftline-test-libraries");
  }

  @AfterEach
  void end() throws IOException {
    children.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s"})
  void findsTheProcessBehindAPort(String shell) {
    String[] said = children.start("/usr/bin/python3", "-c", TALK, "0").split(" ", -1);

    Answer.Observed answer = ask(LocalRun.in(shell.split(" ", -1)), Map.of("ports", said[1]));

    Row program = program(answer, said[0]);
    assertThat(program.text("name")).contains("python3");
    assertThat(program.text("package").orElse("")).startsWith("python3");
    assertThat(program.text("manager")).contains("dpkg");
    assertThat(answer.rows())
        .filteredOn(row -> row.text("library").equals(Optional.of("libc")))
        .isNotEmpty()
        .allMatch(row -> row.text("package").equals(Optional.of("libc6")))
        .allMatch(row -> row.text("version").equals(Optional.of(installed("libc6"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s"})
  void aCommandLineIsMaskedAndForgesNoLine(String shell) {
    String forged = "x\nlook\nprocess\t1\t0\t/x\nend\t1";
    String[] said =
        children
            .start(
                "/usr/bin/python3",
                "-c",
                TALK,
                "0",
                "--password=geheim",
                forged,
                "b\\nend\\t0\\0101")
            .split(" ", -1);

    Answer.Observed answer = ask(LocalRun.in(shell.split(" ", -1)), Map.of("ports", said[1]));

    assertThat(answer.rows()).allMatch(row -> row.text("pid").equals(Optional.of(said[0])));
    assertThat(program(answer, said[0]).text("command").orElse(""))
        .startsWith("/usr/bin/python3 -c import os, socket, sys ")
        .endsWith(" 0 --password=*** x look process 1 0 /x end 1 b\\nend\\t0\\0101");
  }

  @Test
  void aLongCommandLineIsCut() {
    String[] said =
        children.start("/usr/bin/python3", "-c", TALK, "0", "x".repeat(9_000)).split(" ", -1);

    Answer.Observed answer = ask(LocalRun.in("/bin/sh", "-s"), Map.of("ports", said[1]));

    assertThat(program(answer, said[0]).cell("command"))
        .isInstanceOfSatisfying(
            Cell.Cut.class, cut -> assertThat(cut.toString().length()).isLessThan(1_200));
  }

  @Test
  void aCommandLineIsReadOnlyWherePortsAreGiven() {
    String pid = children.start("/usr/bin/python3", "-c", TALK, "0").split(" ", -1)[0];

    Answer.Observed answer = ask(LocalRun.in("/bin/sh", "-s"), Map.of("processes", "python3"));

    assertThat(program(answer, pid).cell("command"))
        .isEqualTo(
            Cell.unread("command lines are read only of processes that hold one of the `ports`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "busybox sh -s"})
  void findsTheProcessBehindAPortInAnotherNetworkNamespace(String shell) {
    String port = "47813";
    String inside = "ip link set lo up; exec /usr/bin/python3 -c \"$0\" " + port;
    children.start("unshare", "--net", "sh", "-c", inside, TALK);

    Answer.Observed answer = ask(LocalRun.in(shell.split(" ", -1)), Map.of("ports", port));

    assertThat(answer.rows())
        .anyMatch(row ->
            row.text("role").equals(Optional.of("program"))
                && row.text("name").equals(Optional.of("python3"))
                && row.text("package").isPresent());
  }

  @Test
  void doesNotTakeTheHostsPackagesForAContainers() throws IOException {
    StringBuilder mounts = new StringBuilder("set -e; cd " + folder + "\n");
    for (String name : List.of("usr", "proc", "dev")) {
      mounts.append("mkdir %1$s; mount --rbind /%1$s %1$s\n".formatted(name));
    }
    mounts.append("for n in bin lib lib64 sbin; do ln -s usr/$n $n; done\n");
    mounts.append("exec chroot . /usr/bin/python3 -c \"$0\" 0");
    String[] said =
        children.start("unshare", "--mount", "sh", "-c", mounts.toString(), TALK).split(" ", -1);

    Answer.Observed answer = ask(LocalRun.in("/bin/sh", "-s"), Map.of("ports", said[1]));

    Cell unread =
        Cell.unread(
            "the process sees another root directory (a container or chroot), whose packages are not this host's");
    assertThat(answer.rows()).isNotEmpty();
    assertThat(answer.rows())
        .allMatch(row -> row.cell("package").equals(unread) && row.cell("version").equals(unread));
  }

  @Test
  void saysThatAProcessOfAnotherUserCouldNotBeSeen() {
    String[] said = children.start("/usr/bin/python3", "-c", TALK, "0").split(" ", -1);
    LocalRun nobody =
        LocalRun.in("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s");

    Answer.Observed answer = ask(nobody, Map.of("ports", said[1]));

    assertThat(answer.gap()).contains("a connection belongs to a process that could not be seen");
  }

  /// No check passes because a library was not listed.
  @Test
  void aRowStandsForLibrariesThatAreNotListedUnlessAllThatAreWantedAre() {
    LocalRun shell = LocalRun.in("/bin/sh", "-s");

    for (Map<String, String> some :
        List.of(Map.<String, String>of(), Map.of("libraries", "libssl,libpq"))) {
      assertThat(ask(shell, some).rows())
          .filteredOn(row -> row.cell("pid") instanceof Cell.Unread)
          .singleElement()
          .satisfies(row -> assertThat(row.cell("library")).isInstanceOf(Cell.Unread.class))
          .satisfies(row -> assertThat(row.text("role")).contains("library"))
          .satisfies(row -> assertThat(row.text("deleted")).contains("false"));
    }
    for (Map<String, String> whole :
        List.of(Map.of("libraries", "libmysqlclient,libhiredis"), Map.of("processes", "sh"))) {
      assertThat(ask(shell, whole).rows()).noneMatch(row -> row.cell("pid") instanceof Cell.Unread);
    }
  }

  /// Whose absence a check may take for certain, the host must list.
  @Test
  void listsTheClientLibrariesOfEveryProductWithoutAName() throws IOException {
    List<String> names =
        Products.shipped().clientLibraries().stream().map(ClientLibrary::name).toList();
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", LOAD));
    for (String name : names) {
      command.add(copyOfALibrary(name + "_x-1.so.7").toString());
    }
    command.add(copyOfALibrary("libunlisted.so.7").toString());
    String pid = children.start(command.toArray(String[]::new));

    Answer.Observed answer =
        ask(LocalRun.in("/bin/sh", "-s"), Map.of("libraries", String.join(",", names)));

    assertThat(answer.rows())
        .noneMatch(row -> row.cell("pid") instanceof Cell.Unread)
        .filteredOn(row -> row.text("pid").equals(Optional.of(pid)))
        .filteredOn(row -> row.text("role").equals(Optional.of("library")))
        .extracting(row -> row.text("library").orElseThrow())
        .containsExactlyInAnyOrderElementsOf(names.stream().map(name -> name + "_x-1").toList());
  }

  @Test
  void seesThatALibraryWasReplacedByRenaming() throws IOException {
    Path library = copyOfALibrary("liba.so");
    String pid = children.start("/usr/bin/python3", "-c", LOAD, library.toString());
    Path other = copyOfALibrary("new");
    Files.move(other, library, StandardCopyOption.ATOMIC_MOVE);

    Row row = library(ask(LocalRun.in("/bin/sh", "-s"), Map.of()), pid, library);

    assertThat(row.text("deleted")).contains("true");
    assertThat(row.text("soname")).contains("liba.so");
    assertThat(row.cell("package")).isEqualTo(Cell.none());
  }

  @Test
  void cannotSeeThatALibraryWasWrittenInPlace() throws IOException {
    Path library = copyOfALibrary("libb.so.3");
    String pid = children.start("/usr/bin/python3", "-c", LOAD, library.toString());
    byte[] bytes = Files.readAllBytes(library);
    Files.write(library, bytes, java.nio.file.StandardOpenOption.WRITE);

    Map<String, String> python = Map.of("processes", "python3");
    Row row = library(ask(LocalRun.in("/bin/sh", "-s"), python), pid, library);

    assertThat(row.text("deleted")).contains("false");
  }

  private Path copyOfALibrary(String name) throws IOException {
    String path =
        Children.run(
            "sh", "-c", "ldconfig -p | awk '/libz[.]so[.]1 / { printf \"%s\", $NF; exit }'");
    return Files.copy(Path.of(path), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String installed(String name) {
    return Children.run("dpkg-query", "-W", "-f=${Version}", name + ":amd64");
  }

  private static Answer.Observed ask(LocalRun run, Map<String, String> parameters) {
    Answer answer = run.ask(PROBE, new Question("libraries", parameters));
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return (Answer.Observed) answer;
  }

  private static Row program(Answer.Observed answer, String pid) {
    return answer.rows().stream()
        .filter(row -> row.text("pid").equals(Optional.of(pid)))
        .filter(row -> row.text("role").equals(Optional.of("program")))
        .findFirst()
        .orElseThrow();
  }

  private static Row library(Answer.Observed answer, String pid, Path path) {
    return answer.rows().stream()
        .filter(row -> row.text("pid").equals(Optional.of(pid)))
        .filter(row -> row.text("path").equals(Optional.of(path.toString())))
        .findFirst()
        .orElseThrow();
  }
}
