package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.pair.PairFleet;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What fleets of users showed, with the right answers.
class PairCasesTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String PYTHON = "/usr/bin/python3.11";
  private static final String PHP = "/usr/sbin/php-fpm8.2";
  private static final String CLI = "/usr/bin/mariadb";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libmariadb.so.3";
  private static final String NEW = "1:10.11.19-0+deb12u1";

  @Test
  @DisplayName("P1 each of five clients that could not be judged is listed, with its reason")
  void everyClientWithADriverOfItsOwnIsListed() {
    PairFleet fleet = new PairFleet().host("app1", "10.0.0.7").host("db1", "10.0.0.9");
    fleet.program("db1", 9, SERVER, "mariadb-server-core", NEW);
    connected(fleet, 1, PERL);
    fleet.library("app1", 1, LIBRARY, "libmariadb3", NEW);
    connected(fleet, 2, PYTHON);
    connected(fleet, 3, PYTHON);
    connected(fleet, 4, PHP);
    connected(fleet, 5, CLI);
    fleet
        .program("app1", 2, PYTHON, "python3.11-minimal", "3.11.2-6")
        .program("app1", 3, PYTHON, "python3.11-minimal", "3.11.2-6")
        .program("app1", 4, PHP, "php8.2-fpm", "8.2.7-1")
        .program("app1", 5, CLI, "mariadb-client-core", NEW);

    CheckResult result = fleet.judge("app1");

    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.rows()).isEqualTo(5);
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::who, Undecided.Entry::reason)
        .containsExactlyInAnyOrder(
            undecided("python3.11", 2), undecided("python3.11", 3), undecided("php-fpm8.2", 4));
  }

  private static Tuple undecided(String name, int pid) {
    return tuple(
        "%s → db1 (user mysql, app.service), process %d since 2026-11-23T20:02:34Z"
            .formatted(name, pid),
        "client.series could not be read: %s has no known client library: the version of its own driver is not known"
            .formatted(name));
  }

  private static void connected(PairFleet fleet, int pid, String program) {
    String client = "10.0.0.7:4000" + pid;
    fleet
        .connection("app1", client, "10.0.0.9:3306", pid, program)
        .accepted("db1", "10.0.0.9:3306", client, 9, SERVER);
  }

  @Test
  @DisplayName("P5 check a1 where db1, which has the peer's address, is not selected")
  void aServerOfTheInventoryThatWasNotAskedIsNamed() {
    PairFleet fleet =
        new PairFleet()
            .host("a1", "10.82.0.2")
            .listed("db1", "10.82.0.4")
            .connection("a1", "10.82.0.2:40001", "10.82.0.4:3306", 7, PERL)
            .library("a1", 7, LIBRARY, "libmariadb3", NEW);

    assertThat(fleet.judge("a1").reason())
        .contains(
            "1 of 1 row could not be judged: server.series could not be read: db1 was not asked");
  }

  @Test
  @DisplayName("P7 an address of two hosts: the one that holds the other end of the connection")
  void anAddressOfTwoHostsIsOfTheOneThatHoldsTheConnection() {
    PairFleet fleet = virtual();
    fleet
        .accepted("db2", "10.0.0.100:3306", "10.0.0.7:40001", 9, SERVER)
        .program("db2", 9, SERVER, "mariadb-server-core", NEW);

    assertThat(fleet.judge("app1").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  @DisplayName("P7 an address of two hosts, of which none shows the connection")
  void anAddressOfTwoHostsIsUnknownIfNoneShowsTheConnection() {
    CheckResult result = virtual().judge("app1");

    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason().orElseThrow())
        .contains(
            "10.0.0.100 is an address of db1 and db2: no other end of the connection was seen");
  }

  @Test
  @DisplayName("P7 a client behind an address of two hosts, of which none shows the connection")
  void aClientThatMayBeOneOfTwoHostsIsUnknownOnTheServersHost() {
    PairFleet fleet =
        new PairFleet()
            .host("db1", "10.0.0.9")
            .host("app1", "10.0.0.7")
            .host("app2", "10.0.0.8")
            .address("app1", "10.0.0.100")
            .address("app2", "10.0.0.100")
            .accepted("db1", "10.0.0.9:3306", "10.0.0.100:40001", 9, SERVER)
            .program("db1", 9, SERVER, "mariadb-server-core", NEW);

    CheckResult result = fleet.judge("db1");

    assertThat(result.reason()).contains("1 client of db1 was not asked (app1 or app2)");
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::reason)
        .containsExactly(
            "client.series could not be read: 10.0.0.100 is an address of app1 and app2");
  }

  /// A client of an address that the inventory gives two hosts.
  private static PairFleet virtual() {
    return new PairFleet()
        .host("app1", "10.0.0.7")
        .host("db1", "10.0.0.8")
        .host("db2", "10.0.0.9")
        .address("db1", "10.0.0.100")
        .address("db2", "10.0.0.100")
        .connection("app1", "10.0.0.7:40001", "10.0.0.100:3306", 7, PERL)
        .library("app1", 7, LIBRARY, "libmariadb3", NEW);
  }
}
