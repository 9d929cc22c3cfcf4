package dev.driftline.run.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.model.RunReport;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.GateReport;
import dev.driftline.model.gate.PairWaiver;
import dev.driftline.model.site.WaiverState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which waivers count in a gate: one of today's finding says nothing about what an upgrade brings.
class GateWaiversTest {

  private static final String NOW = "1:10.11.19-0+deb12u1";
  private static final String PLAN = "db1: mariadb-server=11.4.5";
  private static final String HAPROXY = "/usr/sbin/haproxy";

  private static final String CHECKS =
      """
        - { id: fits, pair: { product: mysql }, expect: { compatible: ok }, if_none: not-applicable }
        - { id: follows, severity: minor, pair: { product: mysql }, expect: { client.series: "= server.series" }, if_none: not-applicable }
      """;

  private final GateFleet fleet =
      new GateFleet()
          .host("db1", "10.0.0.9")
          .host("app1", "10.0.0.7")
          .host("app2", "10.0.0.8")
          .host("px1", "10.0.0.5")
          .server("db1", NOW);

  private static GateReport found(RunReport report) {
    return report.gate().orElseThrow();
  }

  private void client(String host, String version) {
    fleet.client(host, version).connected(host, 7, GateFleet.PERL, "db1");
  }

  private static String waiver(String check, String hosts, String where, String more) {
    return "  - { check: %s, hosts: \"%s\", %s%s, until: 2999-01-01, reason: r }\n"
        .formatted(check, hosts, where.isEmpty() ? "" : "where: { %s }, ".formatted(where), more);
  }

  private static List<Optional<String>> waived(GatePair pair) {
    return pair.waived().stream().map(PairWaiver::rule).toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the rule is named           | fits    | app1      | rule: old-library                        | drift   | 0",
        "one of two rules            | fits    | app1      | rule: [old-library, other]               | drift   | 0",
        "the rule and the process    | fits    | app1      | rule: old-library, client.process: perl  | drift   | 0",
        "the version then            | fits    | app1      | rule: old-library, server.series: '11.4' | drift   | 0",
        "one of two hosts            | fits    | app1:app2 | rule: old-library                        | drift   | 0",
        "the version now             | fits    | app1      | rule: old-library, server.series: 10.11  | drift   | 2",
        "another process             | fits    | app1      | rule: old-library, client.process: php   | drift   | 2",
        "another rule                | fits    | app1      | rule: another-rule                       | drift   | 2",
        "no rule, but how bad it is  | fits    | app1      | compatible: broken                       | drift   | 2",
        "another host                | fits    | app2      | rule: old-library                        | drift   | 2",
        "the server's host           | fits    | db1       | rule: old-library                        | drift   | 2",
        "it accepts unknown          | fits    | app1      | rule: old-library                        | unknown | 2",
        "a check without a table     | follows | app1      | client.process: perl                     | drift   | 2",
      })
  void whatGetsWorseIsAcceptedOnlyByAWaiverThatNamesTheRule(
      String name, String check, String hosts, String where, String accepts, int exit) {
    client("app1", "1:10.3.1-1");
    RunReport report =
        Gates.waived(fleet, CHECKS, waiver(check, hosts, where, "accepts: " + accepts), PLAN);

    GatePair pair = found(report).pairs().getFirst();
    assertThat(GatePair.ids(pair.delta().worse())).containsExactly("old-library");
    assertThat(report.run().exit()).isEqualTo(exit);
    assertThat(waived(pair)).isEqualTo(exit == 0 ? List.of(Optional.of("old-library")) : List.of());
    // the check of versions is judged twice, and differs now
    boolean used = exit == 0 || check.equals("follows");
    assertThat(report.waivers()).extracting(WaiverState::used).containsExactly(used ? 1 : 0);
  }

  @Test
  void aWaiverThatHasEndedAcceptsNothing() {
    client("app1", "1:10.3.1-1");
    String ended =
        waiver("fits", "app1", "rule: old-library", "accepts: drift").replace("2999", "2020");
    assertThat(Gates.waived(fleet, CHECKS, ended, PLAN).run().exit()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all of the check        | app1 | ''                   | unknown | 0",
        "the process             | app1 | client.process: shop | unknown | 0",
        "another process         | app1 | client.process: php  | unknown | 4",
        "a column nobody could read | app1 | compatible: broken | unknown | 4",
        "another host            | app2 | ''                   | unknown | 4",
        "it accepts drift        | app1 | rule: old-library    | drift   | 4",
      })
  void aClientThatCannotBeToldIsAcceptedByAWaiverOfUnknown(
      String name, String hosts, String where, String accepts, int exit) {
    client("app2", "1:10.11.2-1");
    fleet
        .program("app1", 7, "/usr/local/bin/shop", "", "")
        .connected("app1", 7, "/usr/local/bin/shop", "db1");
    RunReport report =
        Gates.waived(fleet, CHECKS, waiver("fits", hosts, where, "accepts: " + accepts), PLAN);
    assertThat(found(report).pairs())
        .filteredOn(pair -> pair.client().host().equals("app1"))
        .extracting(GateWaiversTest::waived)
        .containsExactly(exit == 0 ? List.of(Optional.empty()) : List.of());
    assertThat(report.run().exit()).isEqualTo(exit);
  }

  @Test
  void ifAllThatCanBeSaidIsWaivedAsUnknownNothingWasDecided() {
    fleet
        .program("app1", 7, "/usr/local/bin/shop", "", "")
        .connected("app1", 7, "/usr/local/bin/shop", "db1");
    String waiver = waiver("fits", "app1", "", "accepts: unknown");
    assertThat(Gates.waived(fleet, CHECKS, waiver, PLAN).run().exit()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"px1, 0", "app1, 4"})
  void whatIsBehindAProxyIsAcceptedByAWaiverForTheProxy(String host, int exit) {
    client("app2", "1:10.11.2-1");
    fleet
        .program("px1", 5, HAPROXY, "haproxy", "2.6.12-1")
        .connected("px1", 5, HAPROXY, "db1")
        .client("app1", "1:10.3.1-1")
        .connected("app1", 7, GateFleet.PERL, "px1", 3306, 5, HAPROXY);
    String waiver = waiver("fits", host, "client.process: haproxy", "accepts: unknown");
    assertThat(Gates.waived(fleet, CHECKS, waiver, PLAN).run().exit()).isEqualTo(exit);
  }

  @Test
  void noWaiverAcceptsAClientThatWasNotAsked() {
    client("app1", "1:10.11.2-1");
    client("app2", "1:10.11.2-1");
    fleet.unreachable("app2", "app2: no answer within 60 s");
    String waiver = waiver("fits", "app1:app2:db1", "", "accepts: unknown");
    assertThat(Gates.waived(fleet, CHECKS, waiver, PLAN).run().exit()).isEqualTo(4);
  }

  @Test
  void noWaiverAcceptsAnAddressOfNoHost() {
    client("app1", "1:10.11.2-1");
    fleet.connectedFrom("10.9.9.9", "db1");
    String waiver = waiver("fits", "app1:app2:db1", "", "accepts: unknown");
    assertThat(Gates.waived(fleet, CHECKS, waiver, PLAN).run().exit()).isEqualTo(4);
  }

  private static String floor(String version) {
    return "  - { id: floor, severity: minor, probe: packages, where: { name: openssl }, "
        + "expect: { version: \"%s\" } }\n".formatted(version);
  }

  private static final String OF_FLOOR = waiver("floor", "app2", "", "accepts: [drift, unknown]");

  @Test
  void aFindingOfAnotherCheckThatIsAlreadySoIsShownWithItsWaiver() {
    fleet.packages("app2", "openssl=3.0.11-1");
    RunReport report = Gates.waived(fleet, floor(">= 3.2"), OF_FLOOR, "app2: openssl=3.0.15-1");
    assertThat(found(report).already())
        .extracting(GateFinding::check, finding -> finding.waiver().isPresent())
        .containsExactly(tuple("floor", true));
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void aFindingOfAnotherCheckThatAnUpgradeBringsIsNotAccepted() {
    fleet.packages("app2", "openssl=3.0.11-1");
    RunReport report = Gates.waived(fleet, floor("< 3.0.13"), OF_FLOOR, "app2: openssl=3.0.15-1");
    assertThat(found(report).worse())
        .extracting(GateFinding::check, finding -> finding.waiver().isPresent())
        .containsExactly(tuple("floor", false));
    assertThat(report.run().exit()).isEqualTo(2);
  }

  @Test
  void whatAnotherCheckCanNoMoreTellIsNotAccepted() {
    // a pair that was decided
    client("app1", "1:10.11.2-1");
    fleet.packages("app2", "openssl=3.0.11-1");
    // without a revision it cannot be told
    RunReport report =
        Gates.waived(fleet, floor(">= 3.0.15-2"), OF_FLOOR, "app2: openssl=3.0.15", PLAN);
    assertThat(report.run().exit()).isEqualTo(4);
  }
}
