package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host of which somebody hostile is root, beside an honest pair of a client and its database. It has added the
/// addresses of both to its loopback interface, it listens on the port with a server of the series that the client
/// would like to see, and it holds a connection between the same two ends.
@Tag("fleet")
class HostileHostIT {

  private static final String CHECK = "mysql-client-follows-server";

  private static Fleet fleet;
  private static String database;

  @TempDir private static Path folder;

  @BeforeAll
  static void stage() throws Exception {
    fleet = Fleet.up("app,db1,evil,web,rogue");
    Story.startDatabase(fleet, "db1");
    Story.startDatabase(fleet, "evil");
    Story.startDaemon(fleet, "app", "healthy");
    database = fleet.address("db1");
    String client = fleet.address("app");
    String port =
        fleet
            .inside(
                "app", "ss -Htn state established dst %s | awk '{print $3}'".formatted(database))
            .strip();
    fleet.inside(
        "evil",
        """
        set -e
        ip addr add %1$s/32 dev lo
        ip addr add %2$s/32 dev lo
        setsid perl -MSocket -e '
          socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
          setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
          bind($s, sockaddr_in(%3$s, inet_aton("%2$s"))) or die "bind: $!";
          connect($s, sockaddr_in(3306, inet_aton("%1$s"))) or die "connect: $!";
          open(my $f, ">", "/tmp/connected"); print {$f} "yes"; close $f;
          sleep 3600' </dev/null >/dev/null 2>/tmp/err &
        n=0
        until [ -s /tmp/connected ]
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/err; exit 1; }; sleep 0.1; done
        """
            .formatted(database, client, port.substring(port.lastIndexOf(':') + 1)));
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static Program.Result check(String inventory, String pattern)
      throws IOException, InterruptedException {
    return check(inventory, pattern, CHECK);
  }

  private static Program.Result check(String inventory, String pattern, String check)
      throws IOException, InterruptedException {
    return Program.run("check", pattern, "-i", inventory, "--check", check, "--format", "json");
  }

  private static String withoutTheDatabase() throws IOException {
    String text = Files.readString(Path.of(fleet.path("inventory.yml")));
    Path file = folder.resolve("inventory.yml");
    Files.writeString(
        file,
        text.replaceAll("(?m)^ *db1:\n *ansible_host: .*\n", "")
            .replaceAll("(?m)^ *db1: .*\n", ""));
    return file.toString();
  }

  @Test
  void doesNotStandInForAServerThatIsNotInTheInventory() throws Exception {
    Program.Result run = check(withoutTheDatabase(), "all");
    assertThat(run.exit()).isEqualTo(4);
    JsonNode result = Verdicts.of(run).result(CHECK, "app");
    assertThat(result.get("verdict").asText()).isEqualTo("unknown");
    assertThat(result.get("reason").asText())
        .contains("evil says that it has %s, which is no proof".formatted(database));
  }

  @Test
  void doesNotStandInForAServerThatWasNotAsked() throws Exception {
    Program.Result run = check(fleet.path("inventory.yml"), "app:evil");
    assertThat(run.exit()).isEqualTo(4);
    JsonNode result = Verdicts.of(run).result(CHECK, "app");
    assertThat(result.get("verdict").asText()).isEqualTo("unknown");
    assertThat(result.get("reason").asText()).contains("db1 was not asked");
  }

  @Test
  void makesNobodyAClientByConnectingFromThePort() throws Exception {
    fleet.inside(
        "rogue",
        """
        set -e
        cp "$(readlink -f "$(command -v perl)")" /tmp/server
        setsid /tmp/server -MSocket -e '
          socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
          bind($s, sockaddr_in(3306, INADDR_ANY)) or die "bind: $!";
          connect($s, sockaddr_in(22, inet_aton("%s"))) or die "connect: $!";
          unlink("/tmp/server");
          open(my $f, ">", "/tmp/connected"); print {$f} "yes"; close $f;
          sleep 3600' </dev/null >/dev/null 2>/tmp/err &
        n=0
        until [ -s /tmp/connected ]
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/err; exit 1; }; sleep 0.1; done
        """
            .formatted(fleet.address("web")));
    Program.Result run = check(fleet.path("inventory.yml"), "web:rogue", "mysql-server-restarted");
    JsonNode result = Verdicts.of(run).result("mysql-server-restarted", "web");
    assertThat(result.get("verdict").asText()).as(run.stdout()).isEqualTo("not-applicable");
    assertThat(Verdicts.of(run).verdictsOf("rogue")).containsOnly("not-applicable");
    // nothing was decided
    assertThat(run.exit()).as(run.stdout()).isEqualTo(4);
  }

  @Test
  void disputesNothingThatIsVerified() throws Exception {
    fleet.claim("db1", "mariadb-server-core=1:11.4.2-1", "mariadb-server=1:11.4.2-1");
    Verdicts report = Verdicts.of(check(fleet.path("inventory.yml"), "all"));
    JsonNode row = report.result(CHECK, "app").get("findings").get(0).get("row");
    assertThat(report.verdict(CHECK, "app")).isEqualTo("drift");
    assertThat(row.get("server.host").asText()).isEqualTo("db1");
    assertThat(row.get("server.series").asText()).isEqualTo("11.4");
    assertThat(row.get("server.seen_by").asText()).isEqualTo("connection");
  }
}
