package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.run.PairJudge;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a host with very many sockets costs. In the square of their number it would be minutes.
@Timeout(60)
class PairCostTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final int SOCKETS = 20_000;

  private static List<CheckResult> results(PairFleet fleet, int checks) {
    AddressBook book =
        new AddressBook.Builder()
            .location(PairFleet.location("app1", "10.0.0.7"))
            .location(PairFleet.location("db1", "10.0.0.9"))
            .build(_ -> Map.of());
    return new PairJudge(PairFleet.PAIR, fleet.evidence(), book, (_, _) -> true)
        .judge(Collections.nCopies(checks, PairFleet.seriesFollow()), "app1", Budget.unlimited());
  }

  @Test
  void manyConnectionsAreJudgedByManyChecks() {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    fleet.library("app1", 7, "/usr/lib/libmariadb.so.3", "libmariadb3", "1:10.11.6-1");
    fleet.program("db1", 9, SERVER, "mariadb-server-core", "1:10.11.6-1");
    for (int number = 0; number < SOCKETS; number++) {
      String client = "10.0.%d.7:%d".formatted(number / 10_000, 20_000 + number);
      fleet.connection("app1", client, "10.0.0.9:3306", 7, PERL);
      fleet.connection("db1", "10.0.0.9:3306", client, 9, SERVER);
    }
    assertThat(results(fleet, 10))
        .hasSize(10)
        .allSatisfy(result -> {
          assertThat(result.verdict()).isEqualTo(Verdict.PASS);
          assertThat(result.rows()).isEqualTo(SOCKETS);
        });
  }

  /// Each of its own connections may be to each of its own listeners, mirrors and processes.
  @Test
  void aHostThatIsConnectedToItselfInEveryWayCostsNoMore() {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    for (int number = 0; number < SOCKETS; number++) {
      String loopback = "127.1.%d.%d:3306".formatted(number >> 8, number & 0xff);
      fleet.connection("app1", "127.0.0.1:48122", loopback, number, PERL);
      fleet.connection("app1", "127.0.0.1:48123", "127.0.0.1:3306", number, PERL);
      fleet.connection("app1", "127.0.0.1:3306", "127.0.0.1:48123", number, SERVER + number);
      fleet.listener("app1", "0.0.0.0:3306", number, SERVER);
      fleet.listener("app1", loopback, number, SERVER);
    }
    assertThat(results(fleet, 1).getFirst().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  /// It decides how many processes listen there, and others pay for the look at them.
  @Test
  void aServerWhereVeryManyProcessesListenCostsItsClientsNoMore() {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    for (int number = 0; number < 10_000; number++) {
      fleet.connection("app1", "10.0.0.7:" + (20_000 + number), "10.0.0.9:3306", 7, PERL);
    }
    for (int number = 0; number < 40_000; number++) {
      fleet.listener("db1", "10.0.0.9:3306", number, SERVER);
    }
    AddressBook book =
        new AddressBook.Builder()
            .location(PairFleet.location("db1", "10.0.0.9"))
            .build(_ -> Map.of());
    CheckResult result =
        new PairJudge(PairFleet.PAIR, fleet.evidence(), book, (_, _) -> true)
            .judge(List.of(PairFleet.seriesFollow()), "app1", Budget.whole())
            .getFirst();
    assertThat(result.rows()).isEqualTo(10_000);
    assertThat(result.reason())
        .hasValueSatisfying(why -> assertThat(why).startsWith("10000 of 10000 rows could not be"));
  }

  @Test
  void connectionsTimesLibrariesAreCountedBeforeTheyAreMade() {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    for (int number = 0; number < 5_000; number++) {
      fleet.connection("app1", "10.0.0.7:" + (20_000 + number), "10.0.0.9:3306", 7, PERL);
      fleet.library("app1", 7, "/usr/lib/libmariadb.so." + number, "libmariadb3", "1:10.11.6-1");
    }
    AddressBook book = new AddressBook.Builder().build(_ -> Map.of());
    CheckResult result =
        new PairJudge(PairFleet.PAIR, fleet.evidence(), book, (_, _) -> true)
            .judge(List.of(PairFleet.seriesFollow()), "app1", Budget.whole())
            .getFirst();
    assertThat(result.reason())
        .contains("limit: what the host said costs too much: it has more than 200000 rows");
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }
}
