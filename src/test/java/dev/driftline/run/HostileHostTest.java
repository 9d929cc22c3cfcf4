package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import dev.driftline.pair.AddressBook;
import dev.driftline.pair.PairFleet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An honest client beside a host that does all it can to be taken for its server: it claims the addresses, shows the
/// other end of the connection, listens on the port, and runs what the client would like to see.
class HostileHostTest {

  private static final String PERL = "/usr/bin/perl";
  private static final String SERVER = "/usr/sbin/mariadbd";
  private static final String OLD = "1:10.5.29-0+deb11u1";
  private static final String NEW = "1:10.11.19-0+deb12u1";

  private final AddressBook.Builder book = new AddressBook.Builder();
  private final PairFleet fleet = new PairFleet();

  @BeforeEach
  void stage() {
    fleet.host("app", "10.0.0.7").host("evil", "10.0.0.66");
    location("app", "10.0.0.7", "");
    location("evil", "10.0.0.66", "");
    book.verified("10.0.0.7", "app").verified("10.0.0.66", "evil");
    fleet.program("app", 7, PERL, "perl-base", "5.36.0-7");
    fleet.library("app", 7, "/usr/lib/libmariadb.so.3", "libmariadb3", NEW);
    fleet.program("evil", 9, SERVER, "mariadb-server-core", NEW);
    fleet.listener("evil", "0.0.0.0:3306", 9, SERVER);
  }

  private void location(String host, String address, String network, String... more) {
    book.location(new HostLocation(host, Connection.Method.SSH, address, network, List.of(more)));
  }

  private void connected(String peer) {
    fleet.connection("app", "10.0.0.7:48122", peer, 7, PERL);
    fleet.connection("evil", peer, "10.0.0.7:48122", 9, SERVER);
    String address = peer.substring(0, peer.lastIndexOf(':'));
    book.claimed(address, "evil").claimed("10.0.0.7", "evil").claimed(address + "%eth0", "evil");
  }

  private void database(String host, String peer, String version) {
    fleet.host(host, "unused.example.org");
    fleet.connection(host, peer, "10.0.0.7:48122", 9, SERVER);
    fleet.program(host, 9, SERVER, "mariadb-server-core", version);
  }

  private CheckResult result() {
    return new PairJudge(
            PairFleet.PAIR, fleet.evidence(), book.build(_ -> Map.of()), (_, _) -> true)
        .judge(List.of(PairFleet.seriesFollow()), "app", Budget.whole())
        .getFirst();
  }

  private void assertUnknown(String why) {
    CheckResult result = result();
    assertThat(result.reason().orElse(""))
        .isEqualTo("1 of 1 row could not be judged: server.series could not be read: " + why);
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void standsInForNoServerOutsideTheInventory() {
    connected("10.0.0.9:3306");
    assertUnknown(
        "evil says that it has 10.0.0.9, which is no proof: give it the variable driftline_addresses if it is so");
  }

  @Test
  void standsInForNoServerByAnotherFormOfAnAddress() {
    connected("[::ffff:10.0.0.9]:3306");
    assertUnknown(
        "evil says that it has 10.0.0.9, which is no proof: give it the variable driftline_addresses if it is so");
  }

  @Test
  void standsInForNoServerOfAnIpv6Address() {
    connected("[2001:DB8:0:0:0:0:0:9]:3306");
    assertUnknown(
        "evil says that it has 2001:db8::9, which is no proof: give it the variable driftline_addresses if it is so");
  }

  @Test
  void standsInForNoServerThatWasNotAsked() {
    connected("10.0.0.9:3306");
    location("db1", "10.0.0.9", "");
    assertUnknown("db1 was not asked");
  }

  @Test
  void disputesNoServer() {
    connected("10.0.0.9:3306");
    location("db1", "db1.example.org", "");
    book.verified("10.0.0.9", "db1");
    database("db1", "10.0.0.9:3306", OLD);
    assertThat(result().verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result().findings().getFirst().subject())
        .isEqualTo("perl → db1 (user mysql, app.service)");
  }

  @Test
  void standsInForNoOtherAddressOfAServer() {
    connected("10.0.1.9:3306");
    location("db1", "10.0.0.9", "");
    database("db1", "10.0.1.9:3306", OLD);
    book.claimed("10.0.1.9", "db1");
    assertUnknown(
        "db1 and evil say that they have 10.0.1.9, which is no proof: give it the variable driftline_addresses if it is"
            + " so");
  }

  @Test
  void doesNotTakePartInAVirtualAddress() {
    connected("10.0.0.100:3306");
    location("db1", "10.0.0.9", "", "10.0.0.100");
    location("db2", "10.0.0.10", "", "10.0.0.100");
    database("db1", "10.0.0.100:3306", OLD);
    fleet.host("db2", "10.0.0.10").listener("db2", "0.0.0.0:3306", 9, SERVER);
    assertThat(result().verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(result().findings().getFirst().subject())
        .isEqualTo("perl → db1 (user mysql, app.service)");
  }

  @Test
  void aVirtualAddressOfWhichNobodyShowsTheConnectionIsOpen() {
    connected("10.0.0.100:3306");
    location("db1", "10.0.0.9", "", "10.0.0.100");
    location("db2", "10.0.0.10", "", "10.0.0.100");
    fleet.host("db1", "10.0.0.9").listener("db1", "0.0.0.0:3306", 9, SERVER);
    assertUnknown(
        "10.0.0.100 is an address of db1 and db2: no other end of the connection was seen; db2 was not asked");
  }

  @Test
  void whoSharesAnAddressMayDisputeButNotDecideAgainstAnother() {
    connected("10.0.0.9:3306");
    location("evil", "10.0.0.66", "", "10.0.0.9");
    location("db1", "10.0.0.9", "");
    database("db1", "10.0.0.9:3306", OLD);
    assertUnknown(
        "10.0.0.9 is an address of db1 and evil: db1 and evil show an end of the connection");
  }

  @Test
  void standsInForNoServerInAnotherNetwork() {
    connected("10.0.0.9:3306");
    location("evil", "10.0.0.66", "gate");
    location("db1", "10.0.0.9", "gate");
    database("db1", "10.0.0.9:3306", OLD);
    assertThat(result().verdict()).isEqualTo(Verdict.DRIFT);
    location("db2", "10.0.0.9", "other gate");
    database("db2", "10.0.0.9:3306", NEW);
    assertUnknown(
        "10.0.0.9 is an address of db1 and db2, but in another network than app's: db1 and db2 show an end of the"
            + " connection");
  }

  /// As when one machine stands in the inventory under two names.
  @Test
  void aMachineWithTwoNamesIsNotChosenFrom() {
    connected("10.0.0.9:3306");
    location("db1", "10.0.0.9", "");
    location("alias", "db1.example.org", "");
    book.verified("10.0.0.9", "alias");
    database("db1", "10.0.0.9:3306", NEW);
    database("alias", "10.0.0.9:3306", NEW);
    assertUnknown(
        "10.0.0.9 is an address of alias and db1: alias and db1 show an end of the connection");
  }

  @Test
  void aListenerIsNotTakenWhereOnlyANameTellsTheAddress() {
    fleet.connection("app", "10.0.0.7:48122", "10.0.0.9:3306", 7, PERL);
    location("evil", "evil.example.org", "");
    CheckResult result =
        new PairJudge(
                PairFleet.PAIR,
                fleet.evidence(),
                book.build(_ -> Map.of("evil.example.org", List.of("10.0.0.66", "10.0.0.9"))),
                (_, _) -> true)
            .judge(List.of(PairFleet.seriesFollow()), "app", Budget.whole())
            .getFirst();
    assertThat(result.reason().orElse(""))
        .endsWith(
            "the process behind port 3306 of evil could not be seen: its end of the connection was not seen, and"
                + " only a name"
                + " tells its address");
  }
}
