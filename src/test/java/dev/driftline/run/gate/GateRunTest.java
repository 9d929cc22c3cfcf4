package dev.driftline.run.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.NotAsked;
import dev.driftline.model.gate.PairState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The table "the client" of a gate: what it does and says, and with which code it ends.
class GateRunTest {

  private static final String NOW = "1:10.11.19-0+deb12u1";
  private static final String PLAN = "db1: mariadb-server=11.4.5";
  private static final String NONE_CONNECTED =
      "no client was connected to db1 at \\d\\d:\\d\\d UTC: nothing can be said about clients";

  private final GateFleet fleet =
      new GateFleet()
          .host("db1", "10.0.0.9")
          .host("app1", "10.0.0.7")
          .host("app2", "10.0.0.8")
          .server("db1", NOW);

  private RunReport gate() {
    return Gates.run(fleet, Map.of(), PLAN);
  }

  private static GateReport found(RunReport report) {
    return report.gate().orElseThrow();
  }

  private static List<String> notes(RunReport report) {
    return found(report).notes().stream().map(GateNote::message).toList();
  }

  private GateFleet client(String host, String version) {
    return fleet.client(host, version).connected(host, 7, GateFleet.PERL, "db1");
  }

  @Test
  void aClientThatIsConnectedIsAskedInASecondWaveAndJudged() {
    client("app1", "1:10.3.1-1");
    RunReport report = gate();

    assertThat(fleet.waves()).containsExactly(List.of("db1"), List.of("app1"));
    GatePair pair = found(report).pairs().getFirst();
    assertThat(pair.client().host()).isEqualTo("app1");
    assertThat(pair.client().process()).contains("perl");
    assertThat(pair.client().pid()).contains("7");
    assertThat(pair.client().library()).contains("libmariadb");
    assertThat(pair.server().version()).contains(NOW);
    assertThat(pair.server().then()).contains("1:11.4.5-…");
    assertThat(pair.now().compatible()).contains(Compatible.OK);
    assertThat(GatePair.ids(pair.delta().worse())).containsExactly("old-library");
    assertThat(notes(report)).isEmpty();
    assertThat(report.run().exit()).isEqualTo(2);
  }

  @Test
  void aClientThatFitsThenIsClean() {
    client("app1", "1:10.11.2-1");
    assertThat(gate().run().exit()).isZero();
  }

  /// Rows are about newer servers, so nothing would be seen to get worse.
  @Test
  void aServerThatGoesBackIsNotSafe() {
    client("app1", "1:10.11.2-1");
    RunReport report = Gates.run(fleet, "", Severity.MINOR, Map.of(), "db1: mariadb-server=10.6.1");
    assertThat(notes(report))
        .containsExactly(
            "mariadb-server 1:10.6.1-… is older than %s, which is on db1: the table says nothing about going back"
                .formatted(NOW));
    assertThat(report.run().exit() & 4).isEqualTo(4);
  }

  @Test
  void aRiskCountsFromItsSeverityOn() {
    client("app1", "1:10.5.2-1");
    assertThat(gate().run().exit()).isEqualTo(2);
    assertThat(Gates.run(fleet, "", Severity.MAJOR, Map.of(), PLAN).run().exit()).isZero();
  }

  @Test
  void severalConnectionsOfOneProcessAreOnePair() {
    client("app1", "1:10.11.2-1").connected("app1", 7, GateFleet.PERL, "db1");
    RunReport report = gate();
    assertThat(found(report).pairs()).extracting(GatePair::connections).containsExactly(2);
  }

  @Test
  void aHostIsInOneWaveOnly() {
    client("app1", "1:10.11.2-1");
    client("app2", "1:10.11.2-1");
    RunReport report =
        Gates.run(fleet, "", Severity.MINOR, Map.of("HOSTS", List.of("db1", "app1")), PLAN);
    assertThat(fleet.waves()).containsExactly(List.of("db1", "app1"), List.of("app2"));
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void aClientWithADriverOfItsOwnIsUndecided() {
    fleet
        .program("app1", 7, "/usr/local/bin/shop", "", "")
        .connected("app1", 7, "/usr/local/bin/shop", "db1");
    RunReport report = gate();
    assertThat(found(report).pairs())
        .extracting(each -> each.client().process(), each -> each.delta().unknown())
        .containsExactly(
            tuple(
                Optional.of("shop"),
                Optional.of(
                    "shop has no known client library: the version of its own driver is not known")));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aClientWhoseHostWasNotReachedIsNamedAndCounts() {
    fleet.unreachable("app1", "app1: no answer within 60 s");
    client("app1", "1:10.11.2-1").connected("app1", 7, GateFleet.PERL, "db1");
    RunReport report = gate();
    assertThat(found(report).notAsked())
        .containsExactly(
            new NotAsked(
                "db1",
                "10.0.0.7",
                Optional.of("app1"),
                2,
                "app1 could not be looked at: app1: no answer within 60 s"));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void anAddressOfNoHostIsNamedAndCounts() {
    client("app1", "1:10.11.2-1").connectedFrom("10.9.9.9", "db1");
    RunReport report = gate();
    assertThat(found(report).notAsked())
        .containsExactly(
            new NotAsked(
                "db1",
                "10.9.9.9",
                Optional.empty(),
                1,
                "10.9.9.9 is no address of a host of the inventory"));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void anAddressOfTwoHostsIsNamedAndCounts() {
    client("app2", "1:10.11.2-1");
    fleet.host("app3", "10.0.0.7").connectedFrom("10.0.0.7", "db1");
    RunReport report = gate();
    assertThat(found(report).notAsked())
        .containsExactly(
            new NotAsked(
                "db1", "10.0.0.7", Optional.empty(), 1, "10.0.0.7 is an address of app1 and app3"));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aToolOnTheServersOwnHostIsAPairLikeTheOthers() {
    client("db1", "1:10.3.1-1");
    RunReport report = gate();
    assertThat(found(report).pairs())
        .extracting(each -> each.client().host(), each -> GatePair.ids(each.delta().worse()))
        .containsExactly(tuple("db1", List.of("old-library")));
    assertThat(found(report).notAsked()).isEmpty();
    assertThat(report.run().exit()).isEqualTo(2);
  }

  @Test
  void behindAProxyAClientIsUnknownAndSaidAsIfItWereConnectedStraight() {
    String haproxy = "/usr/sbin/haproxy";
    fleet
        .host("px1", "10.0.0.5")
        .program("px1", 5, haproxy, "haproxy", "2.6.12-1")
        .connected("px1", 5, haproxy, "db1")
        .client("app1", "1:10.3.1-1")
        .connected("app1", 7, GateFleet.PERL, "px1", 3306, 5, haproxy)
        .client("app2", "1:10.3.1-1")
        .connected("app2", 7, GateFleet.PERL, "px1", 3306, 5, haproxy);
    RunReport report =
        Gates.run(fleet, "", Severity.MINOR, Map.of("HOSTS", List.of("db1", "app1")), PLAN);

    assertThat(fleet.waves()).containsExactly(List.of("db1", "app1"), List.of("px1"));
    assertThat(found(report).pairs())
        .extracting(
            each -> each.client().host(),
            GatePair::via,
            each -> each.delta().unknown(),
            each -> each.straight().flatMap(PairState::compatible))
        .containsExactlyInAnyOrder(
            tuple(
                "app1",
                Optional.of("haproxy on px1"),
                Optional.of("it is behind haproxy on px1, and the proxy speaks to the server"),
                Optional.of(Compatible.BROKEN)),
            // nobody asked it: a gate has two waves
            tuple(
                "app2",
                Optional.of("haproxy on px1"),
                Optional.of("it is behind haproxy on px1, and the proxy speaks to the server"),
                Optional.empty()));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aHostThatHasTheLibraryAndIsNotConnectedIsPossibleOnly() {
    client("app1", "1:10.11.2-1").client("app2", "1:10.3.1-1");
    RunReport report =
        Gates.run(fleet, "", Severity.MINOR, Map.of("HOSTS", List.of("db1", "app2")), PLAN);
    assertThat(found(report).possible()).containsExactly("app2");
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void withoutAClientNothingCanBeSaidAboutClients() {
    RunReport report = gate();
    assertThat(notes(report)).singleElement().asString().matches(NONE_CONNECTED);
    assertThat(found(report).notes()).allMatch(GateNote::open);
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aServerOfAnotherPackageIsNotReachedByThePlan() {
    GateFleet other =
        new GateFleet()
            .host("db9", "10.0.0.9")
            .packages("db9", "mariadb-server=" + NOW)
            .serving("db9", "/opt/mariadb/bin/mariadbd", "", "");
    RunReport report = Gates.run(other, Map.of(), "db9: mariadb-server=11.4.5");
    assertThat(notes(report))
        .containsExactly("mariadbd on db9 is not from mariadb-server: use `program: mariadbd`");
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aHostWithoutAServerIsSaid() {
    GateFleet other =
        new GateFleet().host("db9", "10.0.0.9").packages("db9", "mariadb-server=" + NOW);
    RunReport report = Gates.run(other, Map.of(), "db9: mariadb-server=11.4.5");
    assertThat(notes(report)).containsExactly("no server of mysql runs on db9");
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aPackageThatIsInstalledNowhereEndsWith4() {
    client("app1", "1:10.11.2-1");
    RunReport report = Gates.run(fleet, Map.of(), "db1: mariadb-servr=11.4.5");
    assertThat(found(report).notes())
        .containsExactly(
            new GateNote(
                Optional.of("--assume:1:6"),
                "mariadb-servr is installed on none of db1: nothing was assumed",
                Optional.of("did you mean \"mariadb-server\"?"),
                true));
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aPlanThatIsDoneEverywhereDecidesNothing() {
    client("app1", "1:10.3.1-1");
    RunReport report = Gates.run(fleet, Map.of(), "db1: mariadb-server=10.11.19");
    assertThat(notes(report))
        .containsExactly("mariadb-server is 10.11.19 on db1 already: nothing was assumed");
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void aPlanThatIsDoneOnSomeHostsNamesThemAndTheOthersCount() {
    client("app1", "1:10.11.2-1");
    fleet.host("db2", "10.0.0.10").server("db2", "1:11.4.5-1");
    RunReport report =
        Gates.run(fleet, Map.of("db*", List.of("db1", "db2")), "db*: mariadb-server=11.4.5");
    assertThat(notes(report)).containsExactly("mariadb-server is 11.4.5 on db2 already");
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void aRemovedServerBreaksItsClients() {
    client("app1", "1:10.11.2-1");
    RunReport report = Gates.run(fleet, Map.of(), "db1: mariadb-server=absent");
    assertThat(found(report).pairs().getFirst().delta().worse())
        .extracting(rule -> rule.id(), rule -> rule.verdict())
        .containsExactly(tuple("removed", Compatible.BROKEN));
    assertThat(report.run().exit()).isEqualTo(2);
  }

  @Test
  void aPlannedLibraryAsksTheServersOfItsClients() {
    client("app1", "1:10.3.1-1");
    fleet.packages("app1", "libmariadb-dev=1:10.3.1-1");
    RunReport report = Gates.run(fleet, Map.of(), "app1: libmariadb3=10.11.6-1");
    assertThat(fleet.waves()).containsExactly(List.of("app1"), List.of("db1"));
    assertThat(found(report).pairs())
        .extracting(GatePair::clientThen, each -> each.server().then())
        .containsExactly(tuple(Optional.of("1:10.11.6-1"), Optional.empty()));
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void socketsThatMayBeMissingCount() {
    client("app1", "1:10.11.2-1").socketGap("db1", "the output was cut");
    RunReport report = gate();
    assertThat(notes(report))
        .containsExactly("connections of db1 may be missing: the output was cut");
    assertThat(report.run().exit()).isEqualTo(4);
  }
}
