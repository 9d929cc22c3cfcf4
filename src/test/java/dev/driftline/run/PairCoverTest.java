package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Cell;
import dev.driftline.pair.PairFleet;
import dev.driftline.policy.Check;
import dev.driftline.policy.Matcher.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A pair is covered when either end is. The result stands on the client's host; if that was not asked or not reached,
/// on the server's. Here the check covers db1 and not app1, if nothing else is said.
class PairCoverTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libmariadb.so.3";
  private static final String OLD = "1:10.5.29-0+deb11u1";
  private static final String NEW = "1:10.11.19-0+deb12u1";
  private static final Set<String> DATABASES = Set.of("db1");
  private static final Check FOLLOWS = PairFleet.seriesFollow();

  private final PairFleet fleet = new PairFleet().host("db1", "10.0.0.9");

  private void app1Connected(String version) {
    fleet
        .host("app1", "10.0.0.7")
        .connection("app1", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL)
        .library("app1", 7, LIBRARY, "libmariadb3", version);
    accepted("10.0.0.7:48122");
  }

  private void accepted(String peer) {
    fleet
        .accepted("db1", "10.0.0.9:3306", peer, 9, SERVER)
        .program("db1", 9, SERVER, "mariadb-server-core", NEW);
  }

  @Test
  void aCheckOfTheServerHasItsResultOnTheHostOfTheClient() {
    app1Connected(OLD);
    CheckResult result = fleet.judgeBeyond(FOLLOWS, "app1", DATABASES).orElseThrow();
    assertThat(result.host()).isEqualTo("app1");
    assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("client.series is 10.5, expected = server.series (10.11)");
  }

  @Test
  void noPairIsJudgedTwice() {
    app1Connected(OLD);
    CheckResult server = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(server.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(server.reason()).contains("no connection to port 3306 was seen");
  }

  @Test
  void aHostWithoutAConnectionToACoveredServerHasNoResult() {
    app1Connected(OLD);
    fleet.host("app2", "10.0.0.8");
    assertThat(fleet.judgeBeyond(FOLLOWS, "app2", DATABASES)).isEmpty();
    assertThat(fleet.judgeBeyond(FOLLOWS, "app1", Set.of("db2"))).isEmpty();
  }

  @Test
  void aClientThatWasNotReachedIsARowOfTheServer() {
    fleet.host("app1", "10.0.0.7").unreachable("app1", "connect timed out");
    accepted("10.0.0.7:48122");
    accepted("10.0.0.7:48123");
    CheckResult result = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("1 client of db1 was not asked (app1)");
    assertThat(result.undecided().rows()).hasSize(1);
    Undecided.Entry row = result.undecided().rows().getFirst();
    assertThat(row.reason())
        .isEqualTo(
            "client.series could not be read: app1 could not be looked at: connect timed out");
    assertThat(row.row().orElseThrow().text("client.host")).contains("app1");
    assertThat(row.row().orElseThrow().text("server.series")).contains("10.11");
  }

  @Test
  void aCoveredClientThatWasNotReachedHasItsOwnResultAndNoRowOfTheServer() {
    fleet.host("app1", "10.0.0.7").unreachable("app1", "connect timed out");
    accepted("10.0.0.7:48122");
    Set<String> both = Set.of("db1", "app1");
    assertThat(fleet.judge(FOLLOWS, "db1", both).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(fleet.judge(FOLLOWS, "app1", both).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void everyClientThatWasNotAskedIsListed() {
    fleet.listed("app1", "10.0.0.7").listed("app2", "10.0.0.8");
    List.of("10.0.0.7:1001", "10.0.0.8:1002", "10.84.0.9:1003", "10.84.0.9:1004")
        .forEach(this::accepted);
    CheckResult result = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(result.reason())
        .contains("3 clients of db1 were not asked (10.84.0.9, app1 and app2)");
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::reason)
        .containsExactlyInAnyOrder(
            "client.series could not be read: app1 was not asked",
            "client.series could not be read: app2 was not asked",
            "client.series could not be read: 10.84.0.9 is no address of a host of the inventory");
  }

  @Test
  void whatTheServerAloneTellsIsJudgedThoughNobodyKnowsTheClient() {
    accepted("10.84.0.9:1003");
    Check running = PairFleet.check(PairFleet.is("server.series", "10.11"), List.of());
    assertThat(fleet.judge(running, "db1", DATABASES).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aClientWhoseSocketsMayBeMissingIsARowOfTheServer() {
    fleet.host("app1", "10.0.0.7").socketGap("app1", "tcp6 could not be read");
    accepted("10.0.0.7:48122");
    CheckResult result = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.undecided().rows())
        .extracting(Undecided.Entry::reason)
        .containsExactly(
            "client.series could not be read: sockets of app1 may be missing: tcp6 could not be read");
  }

  @Test
  void whetherItAppliesIsAboutTheHostOfTheResult() {
    app1Connected(OLD);
    fleet.system("app1", "Alpine").system("db1", "Debian");
    Check onDebian =
        PairFleet.check(
            PairFleet.compare("client.series", Operator.EQUAL, "server.series"),
            List.of(PairFleet.is("os", "Debian")));
    assertThat(fleet.judgeBeyond(onDebian, "app1", DATABASES).orElseThrow().verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void aConnectionOverAUnixSocketIsAPairOfOneHost() {
    unix("false", "*:71", "/run/mysqld/mysqld.sock:72", 7, PERL);
    unix("true", "/run/mysqld/mysqld.sock:72", "*:71", 9, SERVER);
    fleet
        .library("db1", 7, LIBRARY, "libmariadb3", OLD)
        .program("db1", 9, SERVER, "mariadb-server-core", NEW);
    CheckResult result = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(result.findings())
        .extracting(finding -> finding.message().text())
        .containsExactly("client.series is 10.5, expected = server.series (10.11)");
    assertThat(result.findings().getFirst().evidence())
        .isEqualTo(
            "db1 perl libmariadb3 1:10.5.29-0+deb11u1 -> db1 /run/mysqld/mysqld.sock mariadbd"
                + " mariadb-server-core 1:10.11.19-0+deb12u1");
  }

  @Test
  void aClientBehindAUnixSocketThatCouldNotBeToldIsARow() {
    Map<String, Cell> cells = unix("true", "/run/mysqld/mysqld.sock:72", 9, SERVER);
    cells.put("peer", Cell.unread("there is no ss"));
    fleet.row("db1", cells).program("db1", 9, SERVER, "mariadb-server-core", NEW);
    CheckResult result = fleet.judge(FOLLOWS, "db1", DATABASES);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason())
        .contains(
            "1 of 1 row could not be judged: client.series could not be read: there is no ss");
  }

  private void unix(String accepted, String local, String peer, int pid, String program) {
    Map<String, Cell> cells = unix(accepted, local, pid, program);
    cells.put("peer", Cell.text(peer));
    fleet.row("db1", cells);
  }

  private static Map<String, Cell> unix(String accepted, String local, int pid, String program) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    cells.put("protocol", Cell.text("unix"));
    cells.put("state", Cell.text("connected"));
    cells.put("accepted", Cell.text(accepted));
    cells.put("local", Cell.text(local));
    cells.put("pid", Cell.integer(pid));
    cells.put("fd", Cell.integer(4));
    cells.put("name", Cell.text(program.substring(program.lastIndexOf('/') + 1)));
    cells.put("user", Cell.text("mysql"));
    cells.put("executable", Cell.text(program));
    return cells;
  }

  @Test
  void aHostIsCoveredByACheckWhicheverTextsItHasThere() {
    Check other = PairFleet.check(PairFleet.is("server.series", "10.11"), List.of());
    List<Host> hosts = new ArrayList<>();
    Map<String, List<Check>> checks = new LinkedHashMap<>();
    for (String name : List.of("db1", "db2", "app1")) {
      hosts.add(PairFleet.host(name));
      checks.put(
          name,
          switch (name) {
            case "db1" -> List.of(FOLLOWS);
            case "db2" -> List.of(other);
            default -> List.of();
          });
    }
    PairCover cover = new PairCover(new Assignment(hosts, checks, List.of()));
    assertThat(cover.covers(FOLLOWS, "db2")).isTrue();
    assertThat(cover.covers(FOLLOWS, "app1")).isFalse();
    assertThat(cover.beyond("db1")).isEmpty();
    assertThat(cover.beyond("app1"))
        .extracting(PairCover.Covering::check, PairCover.Covering::hosts)
        .containsExactlyInAnyOrder(tuple(FOLLOWS, Set.of("db1")), tuple(other, Set.of("db2")));
  }
}
