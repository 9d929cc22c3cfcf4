package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Message;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.pair.PairTable;
import dev.driftline.probe.command.CommandProbe;
import dev.driftline.probe.fds.FdsProbe;
import dev.driftline.probe.packages.PackagesProbe;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final TableDefinition COMMAND = new CommandProbe().definition();

  private static final Message SAYS_NOTHING = Message.words("exit is 1, expected 0");

  @Test
  void showsWhatACommandSaidOnStderrElseOnStdout() {
    assertThat(command(" \n", "all is well\n")).isEqualTo("all is well");
    assertThat(command("WARNING: key file\n", "up\n")).isEqualTo("WARNING: key file");
  }

  @Test
  void saysWhenItsTimeLimitEndedACommand() {
    Row row = Row.of(COMMAND.columns(), Map.of("timed_out", Cell.bool(true)));
    assertThat(COMMAND.words().cause().apply(row)).isEqualTo("; its time limit ended it");
    Row ended = Row.of(COMMAND.columns(), Map.of("timed_out", Cell.bool(false)));
    assertThat(COMMAND.words().cause().apply(ended)).isEmpty();
  }

  @Test
  void cutsWhatIsLongBetweenCharacters() {
    assertThat(command("x".repeat(2000), "")).isEqualTo("x".repeat(2000));
    assertThat(command("x".repeat(2001), "")).isEqualTo("x".repeat(666) + "…" + "x".repeat(1333));
    assertThat(command("\uD83D\uDE00".repeat(1500) + "x", ""))
        .isEqualTo("\uD83D\uDE00".repeat(333) + "…" + "\uD83D\uDE00".repeat(666) + "x");
  }

  @Test
  @DisplayName("C5 the first line and the last ones are kept before those between")
  void keepsTheLastLinesOfWhatAProgramSaid() {
    String said = "AH00526: note\n".repeat(200) + "Syntax error on line 7\n";
    assertThat(command(said, ""))
        .startsWith("AH00526: note\n… 59 lines …\nAH00526: note\n")
        .endsWith("\nSyntax error on line 7");
    assertThat(Wording.shown(Cell.text(said)))
        .startsWith("AH00526: note⏎… 173 lines …⏎AH00526: note⏎")
        .endsWith("⏎Syntax error on line 7");
  }

  @Test
  void showsWhereADescriptorPoints() {
    TableDefinition fds = new FdsProbe().definition();
    Row row =
        Row.of(
            fds.columns(), Map.of("fd", Cell.integer(2), "target", Cell.text("socket:[1970625]")));
    assertThat(Wording.evidence(fds, row, SAYS_NOTHING)).isEqualTo("2 -> socket:[1970625]");
    Row closed = Row.of(fds.columns(), Map.of("fd", Cell.integer(2)));
    assertThat(Wording.evidence(fds, closed, SAYS_NOTHING)).isEmpty();
  }

  @Test
  void doesNotRepeatWhatTheFindingSaysOfADescriptor() {
    TableDefinition fds = new FdsProbe().definition();
    Row row =
        Row.of(
            fds.columns(),
            Map.of(
                "fd", Cell.integer(2),
                "target", Cell.text("/srv/a\u001bb (deleted)"),
                "origin_evidence", Cell.text("the number was free")));

    assertThat(Wording.evidence(fds, row, SAYS_NOTHING))
        .isEqualTo("2 -> /srv/a\u001bb (deleted); the number was free");
    assertThat(
            Wording.evidence(
                fds, row, Message.words("fd 2 is a deleted file (/srv/a\\u{1b}b), opened by it")))
        .isEqualTo("the number was free");
    assertThat(
            Wording.evidence(
                fds,
                row,
                Message.words("fd 2 is a deleted file (/srv/a\\u{1b}b) (the number was free)")))
        .isEmpty();
  }

  @Test
  void doesNotRepeatWhatTheFindingSaysOfACommand() {
    Row row = Row.of(COMMAND.columns(), Map.of("stderr", Cell.text("a: warning\nb: error")));
    Message told = Message.of("stderr is %s, expected empty", Wording.shown(row.cell("stderr")));

    assertThat(told.text()).isEqualTo("stderr is a: warning⏎b: error, expected empty");
    assertThat(Wording.evidence(COMMAND, row, told)).isEmpty();
    Row zero = Row.of(COMMAND.columns(), Map.of("stderr", Cell.text("0")));
    assertThat(Wording.evidence(COMMAND, zero, SAYS_NOTHING)).isEqualTo("0");
    Row longer = Row.of(COMMAND.columns(), Map.of("stderr", Cell.text("a: warning\n".repeat(99))));
    assertThat(
            Wording.evidence(
                COMMAND,
                longer,
                Message.of("stderr is %s, expected empty", Wording.shown(longer.cell("stderr")))))
        .startsWith("a: warning\na: warning\na: warning\n");
  }

  @Test
  void doesNotRepeatTheVersionsThatTheFindingSaysOfAPair() {
    Row row =
        Row.of(
            PairTable.definition().columns(),
            Map.of(
                "client.host", Cell.text("app1"),
                "client.version", Cell.text("10.6.1"),
                "server.host", Cell.text("db1"),
                "server.version", Cell.text("11.4.2")));
    assertThat(
            Wording.evidence(
                PairTable.definition(), row, Message.words("client.version is 10.6.1, expected x")))
        .isEqualTo("app1 -> db1 11.4.2");
  }

  @Test
  void showsBothEndsOfAPair() {
    Row row =
        Row.of(
            PairTable.definition().columns(),
            Map.of(
                "client.host", Cell.text("app1"),
                "client.process", Cell.text("perl"),
                "client.version", Cell.unread("denied"),
                "server.host", Cell.text("db1"),
                "server.port", Cell.text("3306")));
    assertThat(Wording.evidence(PairTable.definition(), row, SAYS_NOTHING))
        .isEqualTo("app1 perl ? -> db1 3306");
  }

  @Test
  void addsNothingWhereTheFindingSaysAll() {
    TableDefinition packages = new PackagesProbe().definition();
    Row row = Row.of(packages.columns(), Map.of("name", Cell.text("openssl")));
    assertThat(Wording.evidence(packages, row, SAYS_NOTHING)).isEmpty();
  }

  private static String command(String stderr, String stdout) {
    Row row =
        Row.of(COMMAND.columns(), Map.of("stderr", Cell.text(stderr), "stdout", Cell.text(stdout)));
    return Wording.evidence(COMMAND, row, SAYS_NOTHING);
  }
}
