package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One host with daemons of which some have faults (`src/test/matrix/host.sh`), and several SSH servers. Whichever of
/// them lets us in, the tables and the verdicts are the same, and no row is of our own session.
@Tag("fleet")
class SshServersIT {

  /// The servers, and the commands that start them. `inetd` starts a server for each connection. OpenSSH is there
  /// already.
  private static final Map<String, String> SERVERS = new LinkedHashMap<>();

  static {
    SERVERS.put("dropbear", "dropbear -s -r /root/dropbear -p 2201");
    SERVERS.put("dropbear-by-inetd", "inetd");
  }

  private static final List<String> MOVING = List.of("age", "state", "duration");

  private static Fleet fleet;
  private static String processes;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.up("openssh");
    fleet.inside("openssh", "mkdir -p /run/matrix");
    fleet.put(
        "openssh", "/run/matrix/host.sh", Files.readString(Path.of("src/test/matrix/host.sh")));
    fleet.inside("openssh", "exec sh /run/matrix/host.sh");
    fleet.inside(
        "openssh",
        """
        echo '2202 stream tcp nowait root /usr/sbin/dropbear dropbear -i -s -r /root/dropbear' >/etc/inetd.conf
        dropbearconvert openssh dropbear /etc/ssh/ssh_host_ed25519_key /root/dropbear
        %s
        for port in 2201 2202; do
          until ss -ltnH "sport = $port" | grep -q .; do sleep 0.05; done
        done
        """
            .formatted(
                SERVERS.values().stream()
                    .map(command ->
                        "{ setsid " + command + "\n} </dev/null >/dev/null 2>&1 8>&- 9>&-")
                    .collect(Collectors.joining("\n"))));
    String address = fleet.address("openssh");
    StringBuilder hosts = new StringBuilder("all:\n  hosts:\n    openssh: { stdio_min_age: 0s }\n");
    StringBuilder known = new StringBuilder(Files.readString(Path.of(fleet.path("known_hosts"))));
    String key = known.toString().strip().split(" ", 2)[1];
    int port = 2201;
    for (String server : SERVERS.keySet()) {
      hosts.append(
          "    %s: { ansible_host: %s, ansible_port: %d, stdio_min_age: 0s }\n"
              .formatted(server, address, port));
      known.append("[%s]:%d %s\n".formatted(address, port, key));
      port++;
    }
    Files.writeString(folder.resolve("servers.yml"), hosts);
    Files.writeString(Path.of(fleet.path("known_hosts")), known);
    processes = fleet.processes("openssh");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static JsonNode ask(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-i", fleet.path("inventory.yml"), "-i", folder + "/servers.yml"));
    all.addAll(List.of("--format", "json"));
    JsonNode said = Program.run(all.toArray(String[]::new)).json();
    fleet.awaitProcesses("openssh", processes);
    return said;
  }

  /// The rows, without what is another thing at each look.
  private static List<String> rows(String server, String probe) throws Exception {
    JsonNode host = ask("probe", probe, server).get("hosts").get(0);
    assertThat(host.path("answer").asText()).as(host.toString()).isEqualTo("observed");
    List<String> rows = new ArrayList<>();
    for (JsonNode row : host.get("rows")) {
      ((ObjectNode) row).remove(MOVING);
      rows.add(row.toString());
    }
    return rows.stream().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropbear", "dropbear-by-inetd"})
  void everyServerShowsTheSameRows(String server) throws Exception {
    for (String probe : List.of("processes", "fds", "sockets")) {
      assertThat(rows(server, probe)).as(probe).isEqualTo(rows("openssh", probe));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropbear", "dropbear-by-inetd"})
  void everyServerGivesTheSameVerdicts(String server) throws Exception {
    assertThat(judged(server)).isEqualTo(judged("openssh")).contains("std-fds-safe drift");
  }

  private static List<String> judged(String server) throws Exception {
    List<String> judged = new ArrayList<>();
    for (JsonNode result : ask("check", server).get("results")) {
      String check = result.get("check").asText();
      judged.add(check + " " + result.get("verdict").asText());
      result
          .get("findings")
          // a host is named as the inventory names it
          .forEach(finding ->
              judged.add(
                  check + ": " + finding.get("message").asText().replace(" to " + server, "")));
    }
    return judged.stream().sorted().toList();
  }
}
