package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.fds.FdsProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where descriptors come from, where they lead to, and whether they can be used, of the processes of `shapes.py`. Needs
/// root, and the Debian packages python3, util-linux (unshare, nsenter) and iproute2 (ss).
@Tag("host")
class OriginsOnRealProcessesTest {

  private static final List<String> COLUMNS =
      List.of(
          "kind",
          "mode",
          "direction",
          "flags",
          "close_on_exec",
          "origin",
          "origin_evidence",
          "also_on",
          "other_end",
          "other_process");

  private static Shapes shapes;
  private static Answer.Observed answer;

  @BeforeAll
  static void start() throws IOException {
    shapes = Shapes.startAlone();
    answer = ask("command,other_end,other_process");
  }

  @AfterAll
  static void end() throws IOException {
    shapes.close();
  }

  /// The parent of all is process 1.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          own-files       | 0 | kind=dev-null mode=r close_on_exec=false
          own-files       | 1 | kind=file-write mode=w direction=right close_on_exec=true origin=own origin_evidence=close-on-exec is set on it, and not on 0
          own-files       | 2 | kind=file-append mode=w direction=right flags=append close_on_exec=true origin=own origin_evidence=close-on-exec is set on it, and not on 0
          libuv           | 0 | kind=dev-null mode=r close_on_exec=true
          libuv           | 1 | kind=file-append mode=w direction=right flags=append close_on_exec=true origin=unknown also_on=2
          copied          | 0 | kind=file-append mode=rw direction=right flags=append close_on_exec=true origin=unknown also_on=1,2
          copied          | 2 | kind=file-append mode=rw direction=right flags=append close_on_exec=false origin=unknown also_on=0,1
          own-pipe2       | 2 | kind=pipe mode=r direction=wrong close_on_exec=false origin=own origin_evidence=both ends of it are in this process: the other one is N other_end=itself other_process=python3
          own-pipe01      | 0 | kind=pipe mode=r direction=right close_on_exec unread: not looked at origin=own origin_evidence=both ends of it are in this process: the other one is 1 also_on=1 other_end=itself other_process=python3
          own-pipe01      | 1 | kind=pipe mode=w direction=right close_on_exec unread: not looked at origin=own origin_evidence=both ends of it are in this process: the other one is 0 also_on=0 other_end=itself other_process=python3
          own-pipe01      | 2 | kind=dev-null mode=w close_on_exec unread: not looked at
          unread-pipe     | 1 | kind=pipe mode=w direction=right close_on_exec unread: not looked at origin=unknown also_on=2 other_end=nobody
          unread-pipe     | 2 | kind=pipe mode=w direction=right close_on_exec unread: not looked at origin=unknown also_on=1 other_end=nobody
          supervisor      | 2 | kind=supervisor mode=rw close_on_exec=false origin=inherited origin_evidence=process 1 (python3) has the other end also_on=1 other_end=ancestor other_process=python3
          node            | 0 | kind=supervisor mode=rw close_on_exec=false origin=inherited origin_evidence=process 1 (python3) has the other end other_end=ancestor other_process=python3
          node            | 1 | kind=supervisor mode=rw close_on_exec=false origin=inherited origin_evidence=process 1 (python3) has the other end other_end=ancestor other_process=python3
          node            | 2 | kind=supervisor mode=rw close_on_exec=false origin=inherited origin_evidence=process 1 (python3) has the other end other_end=ancestor other_process=python3
          unix2           | 2 | kind=unix mode=rw close_on_exec=false origin=own origin_evidence=both ends of it are in this process other_end=itself other_process=python3
          left12          | 1 | kind=supervisor mode=rw close_on_exec=false origin=unknown also_on=2 other_end=nobody
          left2           | 2 | kind unread: the other end of the stream is closed, so who held it cannot be told mode=rw direction unread: the other end of the stream is closed, so who held it cannot be told close_on_exec=false origin=unknown other_end=nobody
          journald-left   | 2 | kind=supervisor mode=rw close_on_exec=false origin=unknown also_on=1 other_end=nobody
          listen0         | 0 | kind=listen mode=rw close_on_exec=false origin=unknown
          listen2         | 2 | kind=listen mode=rw direction=wrong close_on_exec=false origin=unknown
          read2           | 2 | kind=file-read mode=r direction=wrong close_on_exec=false origin=unknown
          block           | 2 | kind=other-device mode=r close_on_exec=false origin=unknown
          zero2           | 2 | kind=device mode=rw close_on_exec=false
          gone-null       | 1 | kind=dev-null mode=rw close_on_exec=false also_on=0,2
          gone-terminal   | 1 | kind=tty-gone mode=rw close_on_exec=false also_on=0,2
          log-rw          | 2 | kind=file-append mode=rw direction=right flags=append close_on_exec=false origin=unknown also_on=1
          fifo            | 0 | kind=fifo mode=rw direction=right close_on_exec=false origin=unknown
          fifo-unreadable | 0 | kind=fifo mode=w direction=wrong close_on_exec=false origin=unknown
          shared-memory   | 2 | kind=deleted mode=rw direction=right close_on_exec=false origin=unknown
          """)
  void tellsAllAboutADescriptor(String shape, String number, String expected) {
    assertThat(told(row(shape, number))).isEqualTo(expected);
  }

  @Test
  void namesTheCommandOfEveryProcessIfItIsAskedFor() {
    assertThat(answer.rows())
        .extracting(row -> row.text("command").orElse("unread"))
        .containsOnly("/usr/bin/python3 " + shapes.script(), "sleep 600");
  }

  /// Two workers of one program are told apart, whatever is wrong with one of them.
  @ParameterizedTest
  @CsvSource({
    "closed2, 2",
    "own-files, 1",
    "own-pipe2, 2",
    "own-pipe01, 1",
    "unread-pipe, 1",
    "left12, 1",
    "journald-left, 1",
    "read2, 2",
    "fifo-unreadable, 0",
    "block, 2",
    "gone-terminal, 2",
    "deleted, 2",
    "tcp2, 2"
  })
  void namesTheCommandOfAProcessWithAFaultEvenIfItIsNotAskedFor(String shape, String number) {
    Row row = row(ask("other_end"), shape, number);

    assertThat(row.text("command")).contains("/usr/bin/python3 " + shapes.script());
  }

  @Test
  void readsNoCommandOfAProcessWithoutAFaultIfItIsNotAskedFor() {
    assertThat(row(ask(""), "append", "2").cell("command")).isEqualTo(Cell.unread("not looked at"));
  }

  private static Answer.Observed ask(String columns) {
    List<String> words = new ArrayList<>(shapes.entering());
    words.addAll(List.of("/bin/sh", "-s"));
    return (Answer.Observed)
        LocalRun.in(words.toArray(String[]::new))
            .ask(
                new FdsProbe(),
                new Question("fds", Map.of("descriptors", "0,1,2", "columns", columns)));
  }

  private static Row row(String shape, String number) {
    return row(answer, shape, number);
  }

  private static Row row(Answer.Observed answer, String shape, String number) {
    String pid = shapes.pids().getOrDefault(shape, "");
    return answer.rows().stream()
        .filter(row -> row.text("pid").orElse("").equals(pid))
        .filter(row -> row.text("fd").orElse("").equals(number))
        .findFirst()
        .orElseThrow();
  }

  /// The row from `kind` on. Numbers above 2 in a text are N.
  private static String told(Row row) {
    return COLUMNS.stream()
        .flatMap(column -> told(column, row.cell(column)))
        .collect(Collectors.joining(" "))
        .replaceAll("the other one is ([3-9]|\\d\\d+)", "the other one is N");
  }

  private static Stream<String> told(String column, Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> Stream.of(column + "=" + text);
      case Cell.Cut(String text, String why) ->
          Stream.of("%s cut: %s (%s)".formatted(column, text, why));
      case Cell.None _ -> Stream.empty();
      case Cell.Unread(String why) -> Stream.of(column + " unread: " + why);
    };
  }
}
