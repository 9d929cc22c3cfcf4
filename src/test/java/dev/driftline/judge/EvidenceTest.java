package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void showsWhatACommandSaidOnStderrElseOnStdout() {
    assertThat(command(" \n", "all is well\n")).isEqualTo("all is well\n");
    assertThat(command("WARNING: key file\n", "up\n")).isEqualTo("WARNING: key file\n");
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
    assertThat(command("x".repeat(2001), ""))
        .isEqualTo("x".repeat(666) + "…" + "x".repeat(1333));
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
    assertThat(Wording.evidence(fds, row)).isEqualTo("2 -> socket:[1970625]");
    Row closed = Row.of(fds.columns(), Map.of("fd", Cell.integer(2)));
    assertThat(Wording.evidence(fds, closed)).isEmpty();
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
    assertThat(Wording.evidence(PairTable.definition(), row)).isEqualTo("app1 perl ? -> db1 3306");
  }

  @Test
  void addsNothingWhereTheFindingSaysAll() {
    TableDefinition packages = new PackagesProbe().definition();
    Row row = Row.of(packages.columns(), Map.of("name", Cell.text("openssl")));
    assertThat(Wording.evidence(packages, row)).isEmpty();
  }

  private static String command(String stderr, String stdout) {
    Row row =
        Row.of(COMMAND.columns(), Map.of("stderr", Cell.text(stderr), "stdout", Cell.text(stdout)));
    return Wording.evidence(COMMAND, row);
  }
}
