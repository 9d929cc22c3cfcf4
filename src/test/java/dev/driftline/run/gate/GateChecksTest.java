package dev.driftline.run.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftline.gate.plan.AssumeOptions;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.GateFinding;
import dev.driftline.model.gate.GateNote;
import dev.driftline.model.gate.GateReport;
import dev.driftline.policy.Changes;
import dev.driftline.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The other checks of a gate: they are judged twice.
class GateChecksTest {

  private static final String NOW = "1:10.11.19-0+deb12u1";
  private static final String PLAN = "db1: mariadb-server=11.4.5";

  private final GateFleet fleet =
      new GateFleet()
          .host("db1", "10.0.0.9")
          .host("app1", "10.0.0.7")
          .host("app2", "10.0.0.8")
          .server("db1", NOW);

  private static GateReport found(RunReport report) {
    return report.gate().orElseThrow();
  }

  private GateFleet client(String host, String version) {
    return fleet.client(host, version).connected(host, 7, GateFleet.PERL, "db1");
  }

  private static final String FLOOR =
      """
        - id: openssl-floor
          probe: packages
          where: { name: openssl }
          expect: { version: "%s" }
      """;

  /// Of a thousand findings the first are kept. Whether one of the others is new cannot be told, so this is not safe.
  @Test
  void findingsThatAreOnlyCountedCannotBeCompared() {
    List<String> installed = new ArrayList<>(List.of("openssl=3.0.11-1"));
    for (int number = 0; number < 1_001; number++) {
      installed.add("p%d=1.0-1".formatted(number));
    }
    fleet.packages("app2", installed.toArray(String[]::new));
    String policy = FLOOR.formatted("< 0.1").replace("name: openssl", "name: { not: nothing }");
    RunReport report =
        Gates.run(fleet, policy, Severity.CRITICAL, Map.of(), "app2: openssl=3.0.15-1");

    assertThat(found(report).notes())
        .extracting(GateNote::message)
        .contains(
            "openssl-floor on app2: 2 more findings could not be compared with now, because only their number was kept");
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void anotherCheckIsJudgedTwice() {
    fleet.packages("app2", "openssl=3.0.11-1");
    String plan = "app2: openssl=3.0.15-1";
    RunReport cured =
        Gates.run(fleet, FLOOR.formatted(">= 3.0.13"), Severity.MINOR, Map.of(), plan);
    assertThat(found(cured).cured())
        .extracting(GateFinding::check)
        .containsExactly("openssl-floor");
    assertThat(cured.run().exit()).isZero();

    RunReport already = Gates.run(fleet, FLOOR.formatted(">= 3.2"), Severity.MINOR, Map.of(), plan);
    assertThat(found(already).already()).hasSize(1);
    assertThat(already.run().exit()).isZero();

    RunReport worse = Gates.run(fleet, FLOOR.formatted("< 3.0.13"), Severity.MINOR, Map.of(), plan);
    assertThat(found(worse).worse())
        .extracting(GateFinding::message)
        .containsExactly("version is 3.0.15-1, expected < 3.0.13");
    assertThat(worse.run().exit()).isEqualTo(2);
    assertThat(
            Gates.run(fleet, FLOOR.formatted("< 3.0.13"), Severity.CRITICAL, Map.of(), plan)
                .run()
                .exit())
        .isZero();
  }

  @Test
  void aCheckThatNoAssumptionCanChangeIsNotAsked() {
    fleet.packages("app2", "openssl=3.0.11-1", "bash=5.2-1");
    RunReport report =
        Gates.run(
            fleet, FLOOR.formatted(">= 3.0.13"), Severity.MINOR, Map.of(), "app2: bash=5.3-1");
    assertThat(report.results()).isEmpty();
    assertThat(found(report).notes())
        .extracting(GateNote::message)
        .containsExactly(
            "no check and no compatibility table is about what the plan changes: nothing was decided");
    assertThat(report.run().exit()).isEqualTo(4);
  }

  @Test
  void skewIsShownAndSetsNoBit() {
    client("app1", "1:10.11.2-1");
    String follows =
        """
          - id: follows
            severity: critical
            pair: { product: mysql }
            expect: { client.series: "= server.series" }
            if_none: not-applicable
        """;
    RunReport report = Gates.run(fleet, follows, Severity.MINOR, Map.of(), PLAN);
    assertThat(found(report).worse())
        .extracting(GateFinding::check, GateFinding::skew, GateFinding::host)
        .containsExactly(tuple("follows", true, "app1"));
    assertThat(report.run().exit()).isZero();
  }

  @Test
  void skewCountsWhereAnOverrideHasRaisedIt() {
    client("app1", "1:10.11.2-1");
    String follows =
        """
          - id: follows
            severity: minor
            pair: { product: mysql }
            expect: { client.series: "= server.series" }
            if_none: not-applicable
        """;
    RunReport report =
        Gates.run(
            fleet,
            follows,
            Severity.MAJOR,
            Map.of(),
            AssumeOptions.read(List.of(PLAN), new Problems()),
            Gates.TABLES,
            check ->
                check.changed(
                    true, new Changes(Optional.of(Severity.MAJOR), List.of(), List.of())));
    assertThat(found(report).worse()).extracting(GateFinding::skew).containsExactly(false);
    assertThat(report.run().exit()).isEqualTo(2);
  }
}
