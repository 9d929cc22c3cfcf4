package dev.driftline.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.cli.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An SSH server that was started a moment ago, through which driftline asks. Our own session is told by descent, so the
/// server is one of the host's processes, and its child for our connection is none.
@Tag("host")
@Timeout(60)
class YoungServerTest {

  @TempDir private Path folder;

  private OpenSshServer server;

  @BeforeEach
  void start() throws Exception {
    server = OpenSshServer.start(Files.createDirectory(folder.resolve("sshd")));
    Files.writeString(folder.resolve("known"), server.known("ed25519"));
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all: { hosts: { app1: { ansible_host: 127.0.0.1, ansible_port: %d } } }\n"
            .formatted(server.port()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode run(String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("-i", folder + "/hosts.yml", "--known-hosts", folder + "/known"));
    arguments.addAll(List.of("--key", server.userKey().toString(), "--format", "json"));
    Started run = Started.with(arguments.toArray(String[]::new));
    // 4: processes of this machine may go away while they are looked at
    assertThat(run.code()).as(run.err() + run.out()).isIn(0, 4);
    return new ObjectMapper().readTree(run.out());
  }

  private List<Long> seen(JsonNode rows) {
    List<Long> seen = new ArrayList<>();
    for (JsonNode row : rows) {
      long pid = row.path("pid").asLong();
      if (pid == server.pid() || row.path("ppid").asLong() == server.pid()) {
        seen.add(pid);
      }
    }
    return seen;
  }

  @Test
  void isAProcessOfTheHostAndOurConnectionIsNone() throws Exception {
    JsonNode rows = run("probe", "processes").at("/hosts/0/rows");

    assertThat(seen(rows)).containsExactly(server.pid());
  }

  /// The check of the recipes, for the listener of this test: other tests have servers on this machine, too.
  @Test
  void isCountedByACheck() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            policy: young
            checks:
              - id: sshd-runs
                probe: processes
                where: { name: sshd, user: root, pid: %1$d }
                expect_count: 1
              - id: is-young
                probe: processes
                where: { name: sshd, pid: %1$d }
                expect: { age: "< 60s" }
              - id: its-streams-are-seen
                probe: fds
                where: { name: sshd, pid: %1$d, fd: 2 }
                expect: { kind: file-write }
              - id: it-listens
                probe: sockets
                where: { state: listen, local_port: %2$d }
                expect: { name: sshd, pid: %1$d }
            """
                .formatted(server.pid(), server.port()));

    JsonNode results = run("check", "-p", policy.toString()).path("results");

    assertThat(results)
        .extracting(result -> result.path("check").asText() + " " + result.path("verdict").asText())
        .containsExactly(
            "sshd-runs pass", "is-young pass", "its-streams-are-seen pass", "it-listens pass");
  }
}
