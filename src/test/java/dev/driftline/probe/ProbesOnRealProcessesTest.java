package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.host.HostProbe;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.processes.ProcessesProbe;
import dev.driftline.probe.sockets.SocketsProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Needs root, and the Debian packages python3 and util-linux (setpriv).
@Tag("host")
class ProbesOnRealProcessesTest {

  private static final LocalRun ROOT = LocalRun.in("/bin/sh", "-s");
  private static final LocalRun NOBODY =
      LocalRun.in("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s");

  private static Shapes shapes;

  @BeforeAll
  static void start() throws IOException {
    shapes = Shapes.start();
  }

  @AfterAll
  static void end() throws IOException {
    shapes.close();
  }

  @Test
  void tellsWhatTheHostIs() {
    Row row = rows(ROOT, new HostProbe()).getFirst();

    assertThat(row.text("root")).contains("true");
    assertThat(row.text("user")).contains("root");
    assertThat(row.text("kernel")).contains(System.getProperty("os.version"));
    assertThat(Math.abs(Long.parseLong(row.text("clock_offset").orElseThrow()))).isLessThan(3000);
  }

  @Test
  void tellsAboutAProcess() {
    Row row = of("append", rows(ROOT, new ProcessesProbe())).getFirst();

    assertThat(row.text("name")).contains("python3");
    assertThat(row.text("user")).contains("root");
    assertThat(row.text("ppid")).contains(Long.toString(shapes.process().pid()));
    assertThat(row.text("executable_deleted")).contains("false");
    assertThat(row.text("command")).contains("/usr/bin/python3 " + shapes.script());
    assertThat(Long.parseLong(row.text("started").orElseThrow()))
        .isBetween(System.currentTimeMillis() / 1000 - 600, System.currentTimeMillis() / 1000 + 2);
  }

  /// The JDK adds the time of the boot and that of the start, too.
  @Test
  void tellsSinceWhenAProcessRunsAndSaysTheSameTheNextTime() {
    Row row = of("tcp2", rows(ROOT, new FdsProbe())).getFirst();
    long pid = Long.parseLong(row.text("pid").orElseThrow());
    Instant since = ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();

    RowWords.Who who = who(row, new FdsProbe());
    assertThat(who.lasting()).isEqualTo(shapes.script() + ", user root");
    assertThat(who.passing())
        .isEqualTo("process %d since %s".formatted(pid, since.truncatedTo(ChronoUnit.SECONDS)));
    assertThat(who(of("tcp2", rows(ROOT, new FdsProbe())).getFirst(), new FdsProbe()))
        .isEqualTo(who);
    assertThat(who(of("tcp2", rows(ROOT, new ProcessesProbe())).getFirst(), new ProcessesProbe()))
        .isEqualTo(who);
  }

  private static RowWords.Who who(Row row, Probe probe) {
    return probe.definition().words().details().apply(row);
  }

  @Test
  void keepsTheNameOfAHostileProcessInItsRow() {
    Row row = of("hostile2", rows(ROOT, new ProcessesProbe())).getFirst();

    assertThat(row.text("name")).contains("a) S 1 1?9 (x");
    assertThat(row.text("ppid")).contains(Long.toString(shapes.process().pid()));
  }

  @Test
  void tellsWhoHoldsASocket() {
    List<Row> rows = rows(ROOT, new SocketsProbe());

    assertThat(of("tcp2", rows))
        .anyMatch(row ->
            row.text("fd").equals(java.util.Optional.of("2"))
                && row.text("state").equals(java.util.Optional.of("established"))
                && row.text("peer_address").equals(java.util.Optional.of("127.0.0.1")));
    assertThat(of("listen2", rows))
        .anyMatch(row -> row.text("state").equals(java.util.Optional.of("listen")));
    assertThat(rows)
        .anyMatch(row ->
            row.text("protocol").equals(java.util.Optional.of("unix"))
                && row.text("local").orElse("").endsWith("/db.sock"));
  }

  @Test
  void looksForAPortAndFindsWhatTheWholeListHolds() {
    List<Row> all =
        of("tcp2", rows(ROOT, new SocketsProbe())).stream()
            .filter(row -> row.text("peer_port").isPresent())
            .toList();
    String port = all.getFirst().text("peer_port").orElseThrow();

    Answer answer = ROOT.ask(new SocketsProbe(), new Question("sockets", Map.of("ports", port)));

    assertThat(lasting(of("tcp2", ((Answer.Observed) answer).rows()))).containsAll(lasting(all));
    assertThat(((Answer.Observed) answer).rows())
        .allMatch(row ->
            row.text("local_port").equals(java.util.Optional.of(port))
                || row.text("peer_port").equals(java.util.Optional.of(port)));
  }

  /// The cells of rows that are the same a moment later.
  private static List<List<Cell>> lasting(List<Row> rows) {
    return rows.stream()
        .map(row ->
            row.columns().names().stream()
                .filter(column -> !column.equals("age"))
                .map(row::cell)
                .toList())
        .toList();
  }

  /// Asked for the port of the end that began it, as for that of a server. The listeners are bound to one address, to
  /// all of a family, and to all of both.
  @Test
  void saysWhichEndBeganAConnection() throws IOException {
    String program =
        """
        import socket, sys
        kept = []
        for family, address in (2, '127.0.0.1'), (2, '0.0.0.0'), (10, '::'):
          l = socket.socket(family); l.bind((address, 0)); l.listen()
          c = socket.create_connection(('127.0.0.1', l.getsockname()[1])); s, _ = l.accept()
          kept += l, c, s
          print(c.getsockname()[1], l.getsockname()[1], flush=True)
        sys.stdin.read()
        """;
    Process ends = new ProcessBuilder("/usr/bin/python3", "-c", program).start();
    try (BufferedReader ports = ends.inputReader()) {
      for (int i = 0; i < 3; i++) {
        String[] port = ports.readLine().split(" ", 2);
        Question question = new Question("sockets", Map.of("ports", port[0]));
        Map<String, String> accepted = new HashMap<>();
        for (Row row : ((Answer.Observed) ROOT.ask(new SocketsProbe(), question)).rows()) {
          accepted.put(row.text("local_port").orElseThrow(), row.text("accepted").orElse("none"));
        }
        assertThat(accepted).isEqualTo(Map.of(port[0], "false", port[1], "true"));
      }
    } finally {
      ends.destroy();
    }
  }

  @Test
  void everyUserCanTellThatAPortIsNotUsedInAnyNetworkNamespace() {
    Question unused = new Question("sockets", Map.of("ports", "1"));

    Answer.Observed root = (Answer.Observed) ROOT.ask(new SocketsProbe(), unused);
    Answer.Observed nobody = (Answer.Observed) NOBODY.ask(new SocketsProbe(), unused);

    assertThat(root.rows()).isEmpty();
    assertThat(root.gap()).isEmpty();
    assertThat(nobody.rows()).isEmpty();
    assertThat(nobody.gap()).isEmpty();
  }

  @Test
  void doesNotSayThatNobodyHoldsASocketWhenItMayNotLook() {
    List<Row> rows = rows(NOBODY, new SocketsProbe());

    assertThat(rows).isNotEmpty();
    assertThat(rows)
        .allMatch(row -> row.cell("pid") instanceof Cell.Unread || row.text("pid").isPresent());
  }

  private static List<Row> rows(LocalRun run, Probe probe) {
    Answer answer = run.ask(probe, new Question(probe.definition().name()));
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows();
  }

  private static List<Row> of(String shape, List<Row> rows) {
    String pid = shapes.pids().get(shape);
    return rows.stream().filter(row -> row.text("pid").orElse("").equals(pid)).toList();
  }
}
