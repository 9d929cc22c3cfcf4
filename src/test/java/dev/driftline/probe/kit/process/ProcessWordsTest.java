package dev.driftline.probe.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords.Who;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessWordsTest {

  private static final Columns COLUMNS =
      new Columns(
          Stream.of("pid", "user", "command", "unit", "container", "started", "age")
              .map(name -> new Column(name, ColumnType.TEXT, "What it is.", "x"))
              .toList());

  private static final Map<String, Cell> GUNICORN =
      Map.of(
          "pid", Cell.text("2387"),
          "user", Cell.text("www"),
          "command", Cell.text("/usr/bin/python3 /usr/bin/gunicorn app:wsgi"),
          "unit", Cell.text("shop.service"),
          "container", Cell.text("docker:3f2a9b0c11d2"),
          "started", Cell.text("1795143612"),
          "age", Cell.text("273600000"));

  private static Who with(String column, Cell cell) {
    Map<String, Cell> cells = new HashMap<>(GUNICORN);
    cells.put(column, cell);
    return ProcessWords.of(Row.of(COLUMNS, cells));
  }

  @Test
  void tellsWhatStaysApartFromWhatIsNewWithEachStart() {
    assertThat(ProcessWords.of(Row.of(COLUMNS, GUNICORN)))
        .isEqualTo(
            new Who(
                "/usr/bin/gunicorn app:wsgi, user www, shop.service, docker:3f2a9b0c11d2",
                "process 2387 since 2026-11-20T03:00:12Z"));
  }

  @Test
  void twoWorkersDifferInWhatPassesOnly() {
    Who other = with("pid", Cell.text("2388"));

    assertThat(other.lasting()).isEqualTo(ProcessWords.of(Row.of(COLUMNS, GUNICORN)).lasting());
    assertThat(other.passing()).isEqualTo("process 2388 since 2026-11-20T03:00:12Z");
  }

  @Test
  void aHostThatDoesNotSayWhenItWasBootedLeavesTheAge() {
    assertThat(with("started", Cell.unread("the host did not tell when it was booted")).passing())
        .isEqualTo("process 2387 running for 3 d 4 h");
  }

  @Test
  void whatCouldNotBeReadIsLeftOut() {
    Map<String, Cell> cells = new HashMap<>();
    COLUMNS.names().forEach(name -> cells.put(name, Cell.unread("Permission denied")));

    assertThat(ProcessWords.of(Row.of(COLUMNS, cells))).isEqualTo(Who.NONE);
    assertThat(with("command", Cell.unread("not looked at")).lasting())
        .isEqualTo("user www, shop.service, docker:3f2a9b0c11d2");
    assertThat(with("user", Cell.unread("Permission denied")).lasting())
        .isEqualTo("/usr/bin/gunicorn app:wsgi, shop.service, docker:3f2a9b0c11d2");
  }

  @Test
  void aTableThatHasFewOfTheColumnsTellsThese() {
    Columns few =
        new Columns(
            List.of(
                new Column("client.pid", ColumnType.TEXT, "What it is.", "7"),
                new Column("client.user", ColumnType.TEXT, "What it is.", "www")));
    Row row = Row.of(few, Map.of("client.pid", Cell.text("7"), "client.user", Cell.text("www")));

    assertThat(ProcessWords.of(row, "client.")).isEqualTo(new Who("user www", "process 7"));
  }

  @Test
  void aMaskedCommandStaysMasked() {
    assertThat(with("command", command("perl", "job.pl", "--password", "hunter2")).lasting())
        .startsWith("job.pl ***, user www");
    assertThat(with("command", command("perl", "http://u:hunter2@h/")).lasting())
        .startsWith("http://u:***@h/, user www");
  }

  private static Cell command(String... words) {
    return CommandCell.of(new CommandLines.Command(List.of(words), false));
  }

  @Test
  void nothingThatAHostSaysActsOnATerminal() {
    assertThat(with("user", Cell.text("w\u001b[2Jw\n\u202Ew")).lasting())
        .isEqualTo(
            "/usr/bin/gunicorn app:wsgi, user w\\u{1b}[2Jw⏎\\u{202e}w, shop.service, docker:3f2a9b0c11d2");
  }

  @Test
  void theTimeOfAStartIsTheBootAndTheTimeSince() {
    ProcessTable table = table("1795143000");

    assertThat(table.started(Objects.requireNonNull(table.processes().get(7L))))
        .isEqualTo(Cell.text("1795143612"));
  }

  @Test
  void anImpossibleTimeOfTheBootIsUnread() {
    Cell unread = Cell.unread("the host did not tell when it was booted");

    for (String booted : List.of("-", "253402300700", "999999999999999999")) {
      ProcessTable table = table(booted);
      assertThat(table.started(Objects.requireNonNull(table.processes().get(7L))))
          .as(booted)
          .isEqualTo(unread);
    }
  }

  /// A host with one process, which was started 612.34 seconds after the boot.
  private static ProcessTable table(String booted) {
    String text =
        """
        look
        host\t7\t9999.00\t%s\tvisible\tdevice
        process\t7\t1\t7\t0\tS\t1\t61234\t1\t2\tsh
        end\t1
        """
            .formatted(booted);
    Optional<ProcessTable> table = ProcessTable.read(text, Budget.unlimited());
    return table.orElseThrow();
  }
}
