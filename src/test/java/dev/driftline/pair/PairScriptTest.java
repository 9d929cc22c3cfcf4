package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.process.ProcessWords;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The script that the client of a pair runs.
class PairScriptTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String VERSION = "1:10.11.19-0+deb12u1";

  private static Row pair(Cell command) {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    fleet.commands.put(7, command);
    List<Row> rows =
        fleet
            .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
            .program("app1", 7, PERL, "perl-base", "5.36.0-7")
            .library("app1", 7, "/usr/lib/libmariadb.so.3", "libmariadb3", VERSION)
            .connection("db1", "10.0.0.9:3306", "10.0.0.7:48122", 9, SERVER)
            .program("db1", 9, SERVER, "mariadb-server-core", VERSION)
            .pairs("app1");
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @Test
  void aPairSaysTheScriptOfItsClient() {
    Row row = pair(Cell.text("/usr/bin/perl -w dnsdump.pl --password=***"));

    assertThat(PairEnds.client(row).script()).contains("dnsdump.pl");
    assertThat(ProcessWords.of(row, "client.").lasting())
        .isEqualTo("dnsdump.pl, user mysql, app.service");
  }

  @Test
  void theKeyOfAFindingIsNeverOfACommandLine() {
    assertThat(PairTable.definition().key()).isNotEmpty().doesNotContain("client.command");
  }

  @Test
  void aCommandLineThatCouldNotBeReadChangesNothingElse() {
    Cell unread = Cell.unread("it could not be read");
    Row row = pair(unread);

    assertThat(PairEnds.client(row).script()).isEmpty();
    List<Cell> others = pair(Cell.text("perl x.pl")).cells();
    int command = PairTable.definition().columns().position("client.command");
    assertThat(row.cells().get(command)).isEqualTo(unread);
    assertThat(IntStream.range(0, others.size()).filter(i -> i != command))
        .allSatisfy(i -> assertThat(row.cells().get(i)).isEqualTo(others.get(i)));
  }
}
