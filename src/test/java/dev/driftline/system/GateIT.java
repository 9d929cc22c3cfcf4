package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate over real hosts: a MariaDB server, a client with a library, one behind a proxy on another port, and one over
/// the unix socket.
@Tag("fleet")
class GateIT {

  private static final String PLAN = "db1: mariadb-server=11.4.5";

  private static Fleet fleet;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.up("db1,app1,app2,px1,idle");
    Story.startDatabase(fleet, "db1");
    Story.startDaemon(fleet, "app1", "healthy");
    startProxy();
    fleet.put(
        "app2",
        "/usr/local/bin/shop.pl",
        Files.readString(Path.of("src/test/resources/story/dnsdump.pl"))
            .replace("port=3306", "port=3307"));
    fleet.inside(
        "app2",
        """
        setsid perl /usr/local/bin/shop.pl healthy px1 </dev/null >/dev/null 2>/tmp/err &
        n=0
        until [ -s /tmp/healthy.ready ]
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/err; exit 1; }; sleep 0.1; done
        """);
  }

  private static void startProxy() throws Exception {
    fleet.put(
        "px1",
        "/etc/proxy.cfg",
        """
        defaults
          mode tcp
          timeout connect 5s
          timeout client 1h
          timeout server 1h
        listen db
          bind 0.0.0.0:3307
          server db1 %s:3306
        """
            .formatted(fleet.address("db1")));
    fleet.inside(
        "px1",
        """
        setsid haproxy -f /etc/proxy.cfg </dev/null >/dev/null 2>/tmp/err &
        n=0
        until ss -ltn | grep -q :3307
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/err; exit 1; }; sleep 0.1; done
        """);
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static Program.Result gate(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("gate", "-i", fleet.path("inventory.yml")));
    words.addAll(List.of("--format", "json"));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  private static List<String> texts(JsonNode items, String pointer) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.at(pointer).asText()));
    return texts;
  }

  private static JsonNode pairOf(JsonNode report, String host) {
    for (JsonNode pair : report.get("pairs")) {
      if (pair.at("/client/host").asText().equals(host)) {
        return pair;
      }
    }
    throw new AssertionError("no pair of %s in %s".formatted(host, report.get("pairs")));
  }

  @Test
  void theClientsOfThePlannedServerAreFoundAndAskedByTheirAddresses() throws Exception {
    Program.Result result = gate("--assume", PLAN);
    JsonNode report = result.json();

    assertThat(texts(report.get("hosts"), "/host")).containsExactly("db1", "app1", "px1");
    JsonNode app1 = pairOf(report, "app1");
    assertThat(app1.at("/client/process").asText()).isEqualTo("dnsdump-healthy");
    assertThat(app1.at("/client/library").asText()).isEqualTo("libmariadb");
    assertThat(app1.at("/server/then").asText()).isEqualTo("1:11.4.5-…");
    assertThat(app1.at("/then/compatible").asText()).isEqualTo("ok");
    assertThat(app1.get("worse")).isEmpty();
    assertThat(texts(report.at("/gate/moved"), "/package")).containsExactly("mariadb-server-core");
    // the client behind the proxy
    JsonNode app2 = pairOf(report, "app2");
    assertThat(app2.get("via").asText()).isEqualTo("haproxy on px1");
    assertThat(app2.get("undecided").asText())
        .isEqualTo("it is behind haproxy on px1, and the proxy speaks to the server");
    assertThat(result.exit()).isEqualTo(4);
  }

  @Test
  void aSelectedHostWithTheLibraryThatIsNotConnectedIsPossible() throws Exception {
    JsonNode report = gate("db1:idle", "--assume", PLAN).json();
    assertThat(texts(report.get("hosts"), "/host")).containsExactly("db1", "idle", "app1", "px1");
    assertThat(report.at("/gate/possible").get(0).asText()).isEqualTo("idle");
  }

  @Test
  void aRemovedServerBreaksTheClientThatIsConnected() throws Exception {
    Program.Result result = gate("--assume", "db1: mariadb-server=absent");
    assertThat(pairOf(result.json(), "app1").get("worse").get(0).asText()).isEqualTo("removed");
    assertThat(result.exit()).isEqualTo(6);
  }

  @Test
  void storedFactsGiveTheSameAnswer() throws Exception {
    String facts = folder.resolve("facts.jsonl.gz").toString();
    Program.Result collected =
        Program.run("collect", "-i", fleet.path("inventory.yml"), "-o", facts);
    assertThat(collected.exit()).as(collected.stderr()).isZero();

    Program.Result stored = gate("--assume", PLAN, "--from", facts);
    Program.Result live = gate("--assume", PLAN);
    assertThat(texts(stored.json().get("pairs"), "/key"))
        .isEqualTo(texts(live.json().get("pairs"), "/key"));
    assertThat(texts(stored.json().get("pairs"), "/then/compatible"))
        .isEqualTo(texts(live.json().get("pairs"), "/then/compatible"));
    assertThat(stored.exit()).isEqualTo(live.exit());
  }

  @Test
  void aClientThatIsNotInTheFactsWasNotAskedAndCounts() throws Exception {
    String facts = folder.resolve("servers.jsonl.gz").toString();
    Program.run("collect", "db1", "-i", fleet.path("inventory.yml"), "-o", facts);

    Program.Result stored = gate("--assume", PLAN, "--from", facts);
    assertThat(texts(stored.json().at("/gate/not_asked"), "/host"))
        .containsExactlyInAnyOrder("app1", "px1");
    assertThat(stored.exit()).isEqualTo(4);
  }

  @Test
  void aCheckOfTheServerAloneNeverSaysCleanAboutItsClients() throws Exception {
    Program.Result check =
        Program.run(
            "check",
            "db1",
            "-i",
            fleet.path("inventory.yml"),
            "--check",
            "mysql-client-fits-server,mysql-client-follows-server",
            "--format",
            "json");
    assertThat(check.exit()).isEqualTo(4);
    for (JsonNode result : check.json().get("results")) {
      assertThat(result.get("verdict").asText()).isEqualTo("unknown");
      assertThat(result.get("reason").asText())
          .isEqualTo("2 clients of db1 were not asked (app1 and px1)");
    }
  }
}
