package dev.driftline.gate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.inventory.Inventory;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedHostsTest {

  private static final String INVENTORY =
      "all:\n  hosts: { db1: , db2: , app1: , app2: }\n  children: { web: { hosts: { web1: } } }\n";

  @TempDir private Path folder;
  private final Problems problems = new Problems();

  private PlannedHosts planned(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("hosts.yml"), INVENTORY);
    Inventory inventory =
        Inventory.read(List.of(file), List.of(), new InventoryTemplates(), new Problems());
    Plan plan =
        PlanReader.read(
                new SourceFile("plan.yaml", "plan: p\nassume:\n" + text),
                _ ->
                    Optional.of(
                        Map.of("account_plugin", Optional.empty(), "server_tls", Optional.empty())),
                problems)
            .orElseThrow();
    return PlannedHosts.of(plan, inventory::match, problems);
  }

  private String complaints() {
    return problems.sorted().stream().map(Problem::render).collect(Collectors.joining());
  }

  @Test
  void theHostsOfEachAssumptionAreFound() throws IOException {
    PlannedHosts planned =
        planned(
            """
              - { hosts: db*, package: mariadb-server, version: "11.4.5" }
              - { hosts: web, package: openssl, version: "3.0.15-1" }
            """);
    assertThat(complaints()).isEmpty();
    assertThat(planned.hosts()).containsExactly("db1", "db2", "web1");
    assertThat(planned.of("db2")).extracting(Assumption::name).containsExactly("mariadb-server");
    assertThat(planned.of("app1")).isEmpty();
  }

  @Test
  void aPatternThatNamesNothingIsAnError() throws IOException {
    planned("  - { hosts: dbb*, package: mariadb-server, version: \"11.4.5\" }\n");
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:3:14: error: host pattern "dbb*": no host or group matches
              3 |   - { hosts: dbb*, package: mariadb-server, version: "11.4.5" }
                |              ^
              hint: `driftline inventory`
            """);
  }

  @Test
  void onePackageIsAssumedOnceForAHost() throws IOException {
    planned(
        """
          - { hosts: db*, package: mariadb-server, version: "11.4.5" }
          - { hosts: db1, package: mariadb-server, version: "11.8.2" }
        """);
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:4:28: error: host "db1": mariadb-server is assumed twice: here and at plan.yaml:3:28
              4 |   - { hosts: db1, package: mariadb-server, version: "11.8.2" }
                |                            ^
              hint: keep one, or narrow one with `hosts`
            """);
  }

  private static final String ASSUMED =
      "  - { hosts: db*, package: mariadb-server, version: \"11.4.5\" }\ntold:\n";

  @Test
  void whatWasToldHoldsForItsServersAndClients() throws IOException {
    PlannedHosts planned =
        planned(
            ASSUMED
                + """
                  - { product: mysql, servers: db*, clients: app*, is: { account_plugin: a }, reason: r }
                  - { product: mysql, servers: db1, is: { server_tls: "on" }, reason: r }
                """);
    assertThat(complaints()).isEmpty();
    assertThat(planned.told("mysql", "db1", "app1"))
        .containsOnlyKeys("account_plugin", "server_tls");
    assertThat(planned.told("mysql", "db2", "app1")).containsOnlyKeys("account_plugin");
    assertThat(planned.told("mysql", "db2", "web1")).isEmpty();
    assertThat(planned.told("redis", "db1", "app1")).isEmpty();
  }

  @Test
  void twoAnswersToOneQuestionAreAnError() throws IOException {
    planned(
        ASSUMED
            + """
              - { product: mysql, servers: db*, is: { account_plugin: a }, reason: r }
              - { product: mysql, clients: app1, is: { account_plugin: b }, reason: r }
            """);
    assertThat(complaints())
        .isEqualTo(
            """
            plan.yaml:6:5: error: account_plugin is told twice: here and at plan.yaml:5:5, as "a"
              6 |   - { product: mysql, clients: app1, is: { account_plugin: b }, reason: r }
                |     ^
              hint: keep one, or narrow one with `servers` and `clients`
            """);
  }
}
