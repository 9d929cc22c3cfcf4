package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Needs root, and the Debian packages python3, busybox, bash and util-linux (setpriv).
@Tag("host")
class FdsOnRealProcessesTest {

  private static final Question STANDARD = new Question("fds", Map.of("descriptors", "0,1,2"));

  /// The kinds of 0, 1 and 2 by shape.
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("closed2", "dev-null dev-null closed"),
          Map.entry("closed012", "closed closed closed"),
          Map.entry("closed1", "dev-null closed dev-null"),
          Map.entry("tcp2", "dev-null dev-null tcp"),
          Map.entry("tcp2v6", "dev-null dev-null tcp"),
          Map.entry("tcp0", "tcp closed closed"),
          Map.entry("udp2", "dev-null dev-null udp"),
          Map.entry("dgram2", "dev-null dev-null unix"),
          Map.entry("inetd", "inetd inetd dev-null"),
          Map.entry("inetd012", "inetd inetd inetd"),
          Map.entry("listen0", "listen dev-null dev-null"),
          Map.entry("listen2", "dev-null dev-null listen"),
          Map.entry("ended2", "dev-null dev-null anon"),
          Map.entry("epoll2", "dev-null dev-null anon"),
          Map.entry("memfd2", "dev-null dev-null memfd"),
          Map.entry("append", "dev-null file-append file-append"),
          Map.entry("write", "dev-null file-write file-write"),
          Map.entry("read2", "dev-null dev-null file-read"),
          Map.entry("readwrite2", "dev-null dev-null file-read-write"),
          Map.entry("deleted", "dev-null deleted deleted"),
          Map.entry("pipe", "dev-null pipe pipe"),
          Map.entry("tty", "tty tty tty"),
          Map.entry("zero2", "dev-null dev-null device"),
          Map.entry("hostile2", "dev-null dev-null file-append"),
          Map.entry("unread-pipe", "dev-null pipe pipe"),
          Map.entry("own-pipe2", "dev-null dev-null pipe"),
          Map.entry("own-files", "dev-null file-write file-append"),
          Map.entry("libuv", "dev-null file-append file-append"),
          Map.entry("copied", "file-append file-append file-append"),
          Map.entry("gone-null", "dev-null dev-null dev-null"),
          Map.entry("gone-terminal", "tty-gone tty-gone tty-gone"),
          Map.entry("fifo", "fifo dev-null dev-null"),
          Map.entry("log-rw", "dev-null file-append file-append"),
          Map.entry("block", "dev-null dev-null other-device"),
          Map.entry("master", "dev-null dev-null other-device"),
          Map.entry("eventfd", "dev-null dev-null anon"),
          Map.entry("timerfd", "dev-null dev-null anon"),
          Map.entry("pidfd", "dev-null dev-null anon"),
          Map.entry("path-only", "dev-null dev-null anon"),
          Map.entry("folder", "file-read dev-null dev-null"),
          Map.entry("queue", "dev-null dev-null deleted"));

  /// Streams, whose kinds depend on who has the other end.
  private static final Map<String, String> STREAMS =
      Map.of(
          "unix2", "dev-null dev-null unix",
          "unix12", "dev-null unix unix",
          "pair2", "dev-null dev-null unix",
          "supervisor", "dev-null supervisor supervisor",
          "node", "supervisor supervisor supervisor",
          "left12", "dev-null supervisor supervisor",
          "journald", "dev-null journal journal");

  private static Shapes shapes;

  @BeforeAll
  static void start() throws IOException {
    shapes = Shapes.startAlone();
  }

  @AfterAll
  static void end() throws IOException {
    shapes.close();
  }

  /// A shell that sees these processes only, and none that others have on this machine.
  private static LocalRun inside(String... shell) {
    List<String> words = new ArrayList<>(shapes.entering());
    words.addAll(List.of(shell));
    return LocalRun.in(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh -s", "bash --posix -s", "bash -s", "busybox sh -s"})
  void tellsEveryShapeInEveryShell(String shell) {
    Answer.Observed answer = ask(inside(shell.split(" ", -1)), STANDARD);

    assertThat(kinds(answer)).containsAllEntriesOf(withStreams());
    assertThat(oddOnesOfOthers(answer)).isEmpty();
    assertThat(answer.gap()).isEmpty();
  }

  @Test
  void tellsEveryShapeWithBusyboxAlone() throws IOException {
    Path farm = Files.createTempDirectory("driftline-busybox");
    for (String applet : List.of("ls", "awk", "tr", "uname", "head", "sh")) {
      Files.createSymbolicLink(farm.resolve(applet), Path.of("/usr/bin/busybox"));
    }
    Probe fds = onlyWith(farm);

    Answer.Observed answer = (Answer.Observed) inside("busybox", "sh", "-s").ask(fds, STANDARD);

    assertThat(kinds(answer)).containsAllEntriesOf(EXPECTED);
    // Without ss nobody tells what the other end of a stream is: neither drift nor pass.
    for (String stream : STREAMS.keySet()) {
      assertThat(row(answer, stream, 2).cell("kind"))
          .as(stream)
          .isEqualTo(
              Cell.unread(
                  "the host cannot tell who has the other end of the stream: install ss (iproute2)"));
    }
    assertThat(oddOnesOfOthers(answer)).isEmpty();
  }

  @Test
  void tellsEveryShapeWhenAllDescriptorsAreAskedFor() {
    Answer.Observed answer = ask(inside("/bin/sh", "-s"), new Question("fds"));

    assertThat(kinds(answer)).containsAllEntriesOf(withStreams());
    assertThat(answer.rows()).anyMatch(row -> Integer.parseInt(text(row, "fd")) > 2);
  }

  @Test
  void namesTheOtherEnd() {
    Answer.Observed answer = ask(inside("/bin/sh", "-s"), STANDARD);

    assertThat(text(row(answer, "tcp2", 2), "peer")).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(text(row(answer, "tcp2v6", 2), "peer")).matches("\\[::1]:\\d+");
    assertThat(text(row(answer, "unix2", 2), "peer_path")).endsWith("/db.sock");
    assertThat(text(row(answer, "tcp2", 2), "close_on_exec")).isEqualTo("false");
    assertThat(text(row(answer, "append", 2), "flags")).isEqualTo("append");
    assertThat(text(row(answer, "readwrite2", 2), "mode")).isEqualTo("rw");
  }

  @Test
  void anotherUserSeesNothingClosedAndNothingOfOthers() {
    Answer.Observed answer =
        ask(
            inside("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s"),
            STANDARD);

    assertUnread(answer);
  }

  /// No check on descriptors above 2 passes because nobody could see them.
  @Test
  void whoAsksForAllIsToldOfEachProcessWhoseDescriptorsCannotBeListed() {
    Answer.Observed answer =
        ask(
            inside("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s"),
            new Question("fds"));

    for (String shape : EXPECTED.keySet()) {
      assertThat(answer.rows())
          .filteredOn(row -> text(row, "pid").equals(shapes.pids().get(shape)))
          .extracting(row -> row.cell("fd"))
          .contains(Cell.unread("Permission denied"));
    }
  }

  /// What is closed is told even so: the kernel denies only what an open descriptor leads to.
  @Test
  void rootWithoutTheRightToTraceSeesOnlyWhatIsReallyClosed() {
    Answer.Observed answer =
        ask(
            inside(
                "setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace", "/bin/sh", "-s"),
            STANDARD);

    EXPECTED.forEach((shape, kinds) -> {
      for (int fd = 0; fd <= 2; fd++) {
        assertThat(row(answer, shape, fd).cell("kind"))
            .isEqualTo(
                List.of(kinds.split(" ", -1)).get(fd).equals("closed")
                    ? Cell.text("closed")
                    : Cell.unread("Permission denied"));
      }
    });
    assertThat(answer.rows())
        .filteredOn(row -> !shapes.pids().containsValue(text(row, "pid")))
        .noneMatch(row -> text(row, "kind").equals("closed"));
  }

  @Test
  void neverCountsZombiesKernelThreadsNorItself() {
    Answer.Observed answer = ask(inside("/bin/sh", "-s"), STANDARD);

    assertThat(answer.rows())
        .noneMatch(row -> text(row, "pid").equals(shapes.pids().get("zombie")))
        .noneMatch(row -> Set.of("awk", "ls", "kthreadd").contains(text(row, "name")));
  }

  private static void assertUnread(Answer.Observed answer) {
    for (String shape : EXPECTED.keySet()) {
      for (int fd = 0; fd <= 2; fd++) {
        assertThat(row(answer, shape, fd).cell("kind")).isEqualTo(Cell.unread("Permission denied"));
      }
    }
    assertThat(answer.rows()).noneMatch(row -> text(row, "kind").equals("closed"));
    assertThat(answer.coverage().orElseThrow().complete()).isFalse();
  }

  private static Map<String, String> withStreams() {
    Map<String, String> expected = new TreeMap<>(EXPECTED);
    expected.putAll(STREAMS);
    return expected;
  }

  private static Answer.Observed ask(LocalRun run, Question question) {
    Answer answer = run.ask(new FdsProbe(), question);
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return (Answer.Observed) answer;
  }

  private static Map<String, String> kinds(Answer.Observed answer) {
    Map<String, String> kinds = new TreeMap<>();
    for (String shape : shapes.pids().keySet()) {
      List<String> three = new ArrayList<>();
      for (Row row : answer.rows()) {
        if (text(row, "pid").equals(shapes.pids().get(shape))
            && Integer.parseInt(text(row, "fd")) <= 2) {
          three.add(text(row, "kind"));
        }
      }
      kinds.put(shape, String.join(" ", three));
    }
    return kinds;
  }

  /// Descriptors that would be drift, of processes that are none of the shapes.
  private static List<String> oddOnesOfOthers(Answer.Observed answer) {
    Set<String> fine =
        Set.of(
            "dev-null",
            "file-append",
            "file-write",
            "pipe",
            "tty",
            "journal",
            "supervisor",
            "inetd",
            "");
    return answer.rows().stream()
        .filter(row -> !shapes.pids().containsValue(text(row, "pid")))
        .filter(row -> !fine.contains(text(row, "kind")))
        .map(row -> text(row, "name") + " fd " + text(row, "fd") + " " + text(row, "kind"))
        .filter(line -> !line.contains("file-read") && !line.contains("deleted"))
        .toList();
  }

  private static Row row(Answer.Observed answer, String shape, int fd) {
    return answer.rows().stream()
        .filter(row -> text(row, "pid").equals(shapes.pids().get(shape)))
        .filter(row -> text(row, "fd").equals(Integer.toString(fd)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Row row, String column) {
    return row.text(column).orElse("");
  }

  /// The probe, with nothing in its path but `farm`.
  private static Probe onlyWith(Path farm) {
    Probe fds = new FdsProbe();
    return new Probe() {
      @Override
      public dev.driftline.model.table.TableDefinition definition() {
        return fds.definition();
      }

      @Override
      public List<Section> sections(Question question) {
        return fds.sections(question).stream().map(this::within).toList();
      }

      @Override
      public Answer read(Question question, Transcript transcript) {
        Map<Section, Capture> captures = new java.util.HashMap<>();
        for (Section section : fds.sections(question)) {
          captures.put(section, transcript.capture(within(section)));
        }
        return fds.read(question, new Transcript(captures, transcript.missing()));
      }

      private Section within(Section section) {
        if (section.isPrelude()) {
          return section;
        }
        String script =
            "PATH=" + farm + "\n" + String.join("", section.setups()) + section.script();
        return new Section(section.name(), script, section.maxBytes());
      }
    };
  }
}
