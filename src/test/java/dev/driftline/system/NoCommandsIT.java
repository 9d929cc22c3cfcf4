package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--no-commands`: a policy of a stranger, whose host is this machine, runs nothing of its own.
class NoCommandsIT {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all:\n  hosts:\n    here: { connection: local, mark: %s/templated }\n".formatted(folder));
    Files.writeString(
        folder.resolve("stranger.yaml"),
        """
        policy: stranger
        hosts: all
        checks:
          - { id: plain, probe: { command: touch FOLDER/plain }, expect: { exit: 0 } }
          - { id: templated, probe: { command: "touch {{ mark | quote }}" }, expect: { exit: 0 } }
          - { id: other-user, probe: { command: touch FOLDER/other, user: daemon }, expect: { exit: 0 } }
          - { id: lenient, probe: { command: touch FOLDER/lenient }, if_absent: pass, if_none: pass, expect: { exit: 0 } }
          - { id: elsewhere, probe: { command: touch FOLDER/elsewhere }, applies_to: { hostname: nowhere }, expect: { exit: 0 } }
          - { id: counted, probe: { command: touch FOLDER/counted }, expect_none: { exit: 1 } }
          - { id: looked-at, probe: processes, where: { name: java }, expect_count: ">= 1" }
        """
            .replace("FOLDER", folder.toString()));
  }

  private Program.Result run(String command, String rest) throws IOException, InterruptedException {
    return Program.shell(
        "\"$DRIFTLINE\" %s %s".formatted(command, rest).replace("FOLDER", folder.toString()));
  }

  private List<String> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName(
      "every check that runs a command is unknown, whatever it says of absence; the others are decided")
  void checksThatRunCommandsAreUnknown() throws Exception {
    Program.Result result =
        run("check", "-i FOLDER/hosts.yml -p FOLDER/stranger.yaml --no-commands --format json");

    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode it : result.json().at("/results")) {
      verdicts.put(
          it.at("/check").asText(), it.at("/verdict").asText() + " " + it.at("/reason").asText());
    }
    String off = "unknown commands are off: --no-commands";
    assertThat(verdicts)
        .isEqualTo(
            Map.of(
                "plain", off,
                "templated", off,
                "other-user", off,
                "lenient", off,
                "elsewhere", off,
                "counted", off,
                "looked-at", "pass null"));
    assertThat(result.exit()).isEqualTo(4);
    assertThat(left()).containsExactly("hosts.yml", "stranger.yaml");
  }

  @Test
  @DisplayName("without it the same policy runs its commands: the test above would notice")
  void withoutItTheCommandsRun() throws Exception {
    run("check", "-i FOLDER/hosts.yml -p FOLDER/stranger.yaml");
    assertThat(left()).contains("plain", "templated", "lenient", "counted");
  }

  @Test
  @DisplayName("no program starts that does not start for the same policy without its commands")
  void noOtherProgramIsStarted() throws Exception {
    String run = "-i FOLDER/hosts.yml --no-commands -p FOLDER/";
    Files.writeString(
        folder.resolve("looks.yaml"),
        """
        policy: looks
        hosts: all
        checks:
          - { id: looks, probe: processes, where: { name: java }, expect_count: ">= 1" }
        """);
    String script =
        "strace -f -qq -e trace=execve -o FOLDER/%s.trace \"$DRIFTLINE\" check " + run + "%s.yaml";
    for (String policy : List.of("stranger", "looks")) {
      Program.shell(script.formatted(policy, policy).replace("FOLDER", folder.toString()));
    }
    assertThat(programs("stranger")).isNotEmpty().isEqualTo(programs("looks"));
  }

  private List<String> programs(String policy) throws IOException {
    try (var lines = Files.lines(folder.resolve(policy + ".trace"))) {
      return lines
          .filter(line -> line.contains("execve("))
          .map(line -> line.replaceFirst("(?s).*execve\\(\"([^\"]*)\".*", "$1"))
          .distinct()
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lint -i FOLDER/hosts.yml -p FOLDER/stranger.yaml",
        "explain -p FOLDER/stranger.yaml plain"
      })
  @DisplayName("lint and explain run nothing, and say what a run would not ask")
  void lintAndExplainSayWhatIsOff(String command) throws Exception {
    Program.Result result = run(command, "--no-commands");
    assertThat(result.exit()).as(result.stderr()).isZero();
    if (command.startsWith("lint")) {
      assertThat(result.stdout())
          .isEqualTo(
              "no errors: 1 host, 1 policy, 7 checks (6 of them unknown everywhere: --no-commands)\n");
    } else {
      assertThat(result.stdout())
          .contains("  asks     nothing: commands are off: --no-commands\n")
          .doesNotContain("runs on the host");
    }
    assertThat(left()).containsExactly("hosts.yml", "stranger.yaml");
  }

  @Test
  @DisplayName("the probe command is wrong usage")
  void theProbeIsRefused() throws Exception {
    Program.Result result =
        run(
            "probe",
            "command -i FOLDER/hosts.yml --no-commands --with 'command=touch FOLDER/probed'");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            """
            driftline: the probe command runs commands, and they are off: --no-commands
            Try "driftline probe --help".
            """);
    assertThat(left()).containsExactly("hosts.yml", "stranger.yaml");
  }
}
