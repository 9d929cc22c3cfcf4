package dev.driftline.run.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.gate.plan.Plan;
import dev.driftline.gate.plan.PlanReader;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.ToldAnswer;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Gates by the tables that come with driftline.
class KnownTablesTest {

  private static final String NOW = "1:10.11.19-0+deb12u1";

  private final GateFleet fleet =
      new GateFleet().host("db1", "10.0.0.9").host("app1", "10.0.0.7").server("db1", NOW);

  private RunReport gate(String version, String more) {
    String text =
        """
        plan: p
        assume:
          - { hosts: db1, package: mariadb-server, version: "%s" }
        %s\
        """
            .formatted(version, more);
    Problems problems = new Problems();
    Plan plan =
        PlanReader.read(
                new SourceFile("plan.yaml", text),
                new KnownTables(Knowledge.shipped())::conditions,
                problems)
            .orElseThrow();
    assertThat(problems.isEmpty()).as(String.valueOf(problems.sorted())).isTrue();
    return Gates.run(
        fleet, "", Severity.MINOR, Map.of(), plan, new KnownTables(Knowledge.shipped()));
  }

  private static GatePair pair(RunReport report) {
    return report.gate().orElseThrow().pairs().getFirst();
  }

  private void debianClient() {
    fleet.client("app1", NOW).connected("app1", 7, GateFleet.PERL, "db1");
  }

  @Test
  void debiansLibraryFitsTheNextServer() {
    debianClient();
    RunReport report = gate("11.4.5", "");
    assertThat(pair(report).then().compatible()).contains(Compatible.OK);
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void aServerBeyondTheTableCannotBeTold() {
    debianClient();
    RunReport report = gate("12.1.2", "");
    assertThat(pair(report).delta().unknown()).contains("the table is known until mariadb 11.8");
    assertThat(report.run().exit() & 4).isEqualTo(4);
  }

  @Test
  void rulesThatCouldApplyToAnUnknownDriverAreNamedAndAreNoFaults() {
    fleet
        .program("app1", 7, "/usr/local/bin/shop", "", "")
        .connected("app1", 7, "/usr/local/bin/shop", "db1");
    GatePair pair = pair(gate("11.8.2", ""));
    assertThat(pair.delta().unknown())
        .contains("shop has no known client library: the version of its own driver is not known");
    assertThat(GatePair.ids(pair.delta().could())).contains("maria-parsec");
    assertThat(GatePair.ids(pair.delta().worse())).doesNotContain("maria-parsec");
  }

  @Test
  void whatWasToldCountsAndIsSaid() {
    debianClient();
    String told =
        """
        told:
          - { product: mysql, servers: db1, is: { snapshot_isolation: "on" }, reason: OPS-40 }
        """;
    RunReport report = gate("11.8.2", told);
    PairRule rule =
        pair(report).delta().worse().stream()
            .filter(each -> each.id().equals("maria-118-snapshot"))
            .findFirst()
            .orElseThrow();
    assertThat(rule.weight()).isEqualTo(PairRule.Weight.TOLD);
    assertThat(rule.unknown()).isEmpty();
    assertThat(report.gate().orElseThrow().told())
        .containsExactly(
            new ToldAnswer("mysql", "snapshot_isolation", "on", "OPS-40", "plan.yaml", 5, true));

    RunReport off = gate("11.8.2", told.replace("\"on\"", "\"off\""));
    assertThat(GatePair.ids(pair(off).delta().worse())).doesNotContain("maria-118-snapshot");
  }

  @Test
  void aLibraryWhoseOwnVersionNobodyKnowsIsNeverOk() {
    fleet.client("app1", "1:10.3.39-0").connected("app1", 7, GateFleet.PERL, "db1");
    RunReport report = gate("11.4.5", "");
    assertThat(pair(report).delta().unknown())
        .contains("which version of the library is in packages of series 10.3 is not known");
    assertThat(report.run().exit()).isEqualTo(4);
  }
}
