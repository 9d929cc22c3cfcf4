package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.docs.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the packaged program writes is as its published schemas say.
class ReportSchemaIT {

  @TempDir private static Path folder;

  /// This machine, and a host that does not exist.
  private static String inventory() throws Exception {
    Path file = folder.resolve("inventory.yml");
    Files.writeString(
        file,
        """
        all:
          hosts:
            here: { connection: local }
            gone: { host: nowhere.invalid }
        """);
    return file.toString();
  }

  @Test
  void theReportOfTheShippedChecks() throws Exception {
    Program.Result result = Program.run("check", "-i", inventory(), "--format", "json");

    assertThat(result.json().path("results").size()).isGreaterThan(20);
    assertThat(result.json().path("hosts")).hasSize(2);
    assertThat(Schema.strict("report.schema.json").problems(result.stdout())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "processes", "fds", "sockets", "packages"})
  void theAnswersOfAProbe(String probe) throws Exception {
    Program.Result result = Program.run("probe", probe, "-i", inventory(), "--format", "json");

    List<JsonNode> hosts = List.copyOf(result.json().path("hosts").valueStream().toList());
    assertThat(hosts).extracting(host -> host.path("answer").asText()).contains("unknown");
    assertThat(Schema.strict("probe.schema.json").problems(result.stdout())).isEmpty();
  }
}
