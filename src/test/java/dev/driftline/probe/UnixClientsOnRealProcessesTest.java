package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.sockets.SocketsProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

/// Both ends of connections over unix sockets, with real processes and a real ss. Needs root, and the Debian packages
/// python3 and iproute2.
@Tag("host")
class UnixClientsOnRealProcessesTest {

  /// A server with one client, which is another process; says the pids of both. The second path is nobody's business.
  private static final String SERVE =
      """
      import os, socket, sys
      def served(path):
          s = socket.socket(socket.AF_UNIX); s.bind(path); s.listen()
          return s
      wanted, other = served(sys.argv[1]), served(sys.argv[2])
      child = os.fork()
      if child == 0:
          wanted.close(); other.close()
          ends = [socket.socket(socket.AF_UNIX) for _ in range(2)]
          ends[0].connect(sys.argv[1]); ends[1].connect(sys.argv[2])
          sys.stdin.read()
          os._exit(0)
      kept = [wanted.accept()[0], other.accept()[0]]
      if len(sys.argv) > 3:
          gone = socket.socket(socket.AF_UNIX); gone.connect(sys.argv[1])
          kept.append(wanted.accept()[0])
          gone.close()
      print(os.getpid(), child, flush=True)
      sys.stdin.read()
      """;

  private final Children children = new Children();
  private Path folder = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Path.of("/var/lib"), "driftline-test-unix");
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

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s"})
  void aClientOfTheWantedPathHasARowAndLeadsToItsServer(String shell) {
    String[] pids = serve();

    List<Row> rows = rows(LocalRun.in(shell.split(" ", -1)));

    assertThat(rows).hasSize(3).allMatch(row -> has(row, "protocol", "unix"));
    Row listener = only(rows, "state", "listen");
    assertThat(listener.text("pid")).contains(pids[0]);
    Row server = only(rows, "accepted", "true");
    assertThat(server.text("pid")).contains(pids[0]);
    Row client = only(rows, "accepted", "false");
    assertThat(client.text("pid")).contains(pids[1]);
    assertThat(client.text("local").orElseThrow()).matches("\\*:[0-9]+");
    assertThat(client.text("peer").orElseThrow()).matches(wanted() + ":[0-9]+");
    assertThat(server.cell("local")).isEqualTo(client.cell("peer"));
    assertThat(server.cell("peer")).isEqualTo(client.cell("local"));
  }

  @Test
  void theFilesOfBothProcessesAreAskedFor() {
    String[] pids = serve();

    Answer answer =
        LocalRun.in("/bin/sh", "-s")
            .ask(new LibrariesProbe(), new Question("libraries", Map.of("ports", places())));

    assertThat(((Answer.Observed) answer).rows())
        .extracting(row -> row.text("pid").orElse(""))
        .contains(pids)
        .allMatch(List.of(pids)::contains);
  }

  @Test
  void aConnectionWhoseClientHasClosedItIsNone() {
    serve("and one that is closed");

    assertThat(rows(LocalRun.in("/bin/sh", "-s")))
        .filteredOn(row -> has(row, "accepted", "true"))
        .hasSize(1);
  }

  /// Each is a shell script in place of ss; `$real` is the true one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 127",
        "exit 0",
        "kill -KILL $$",
        "$real \"$@\" | sed 's/[0-9]* *<->.*//'",
        // each socket has the true other end, and one that belongs to another connection
        "o=$($real \"$@\" | awk '$5 ~ /other$/ && $8 { print $8 }'); $real \"$@\";"
            + " $real \"$@\" | awk -v o=$o '{ $8 = o; print }'"
      })
  void withoutAnHonestSsTheClientIsUnread(String script) throws IOException {
    serve();

    List<Row> rows = rows(withInsteadOfSs(script));

    Row server = only(rows, "accepted", "true");
    assertThat(server.cell("peer"))
        .isEqualTo(
            Cell.unread("the other end of the unix socket could not be told: ss -xe tells it"));
  }

  private String[] serve(String... more) {
    Stream<String> command =
        Stream.of("/usr/bin/python3", "-c", SERVE, wanted(), folder.resolve("other").toString());
    return children
        .start(Stream.concat(command, Stream.of(more)).toArray(String[]::new))
        .split(" ", -1);
  }

  private String wanted() {
    return folder.resolve("wanted.sock").toString();
  }

  private String places() {
    return "1," + wanted();
  }

  private List<Row> rows(LocalRun run) {
    Answer answer = run.ask(new SocketsProbe(), new Question("sockets", Map.of("ports", places())));
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows();
  }

  private LocalRun withInsteadOfSs(String script) throws IOException {
    Path real = Path.of("/usr/bin/ss").toRealPath();
    Path copy = Files.copy(real, folder.resolve("real-ss"));
    Path instead = folder.resolve("ss");
    Files.writeString(instead, "#!/bin/sh\nreal=%s\n%s\n".formatted(copy, script));
    for (Path file : List.of(copy, instead)) {
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    String bind = "mount --bind %s %s && exec sh -s".formatted(instead, real);
    return LocalRun.in("unshare", "--mount", "sh", "-c", bind);
  }

  private static Row only(List<Row> rows, String column, String text) {
    List<Row> found = rows.stream().filter(row -> has(row, column, text)).toList();
    assertThat(found).as("%s is %s in %s", column, text, rows).hasSize(1);
    return found.getFirst();
  }

  private static boolean has(Row row, String column, String text) {
    return row.text(column).equals(Optional.of(text));
  }
}
