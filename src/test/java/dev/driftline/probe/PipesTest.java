package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that fails before a pipe is not overlooked.
class PipesTest {

  private static final Map<String, String> PIPEFAIL = Map.of("pipefail", "true");

  private static String exit(String command, Map<String, String> more) {
    return CommandOnRealShellsTest.row(CommandOnRealShellsTest.BUSYBOX_ONLY, command, more)
        .text("exit")
        .orElseThrow();
  }

  @Test
  void withPipefailTheFirstProgramThatFailsDecides() {
    assertThat(exit("false | true", PIPEFAIL)).isEqualTo("1");
    assertThat(exit("true", PIPEFAIL)).isEqualTo("0");
    assertThat(exit("false | true", Map.of())).isEqualTo("0");
  }

  /// The `sh` of Debian 12 is dash 0.5.12, which has none.
  @Test
  void aShellWithoutItIsUnknown() {
    assertThat(CommandOnRealShellsTest.ask(LocalRun.in("dash", "-s"), "false | true", PIPEFAIL))
        .isEqualTo(
            new Answer.Unknown(
                Reason.UNSUPPORTED,
                "the host's shell does not know pipefail (set -o pipefail)",
                ""));
  }

  private static List<Problem> problems(Path folder, String parameters, String expected)
      throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        """
        policy: p
        hosts: all
        checks:
          - id: c
            probe: { %s }
            expect: { %s }
        """
            .formatted(parameters, expected));
    Problems problems = new Problems();
    PolicySet.read(List.of(file), Catalog.tables(), problems);
    assertThat(problems.hasErrors()).isFalse();
    return problems.sorted();
  }

  private static List<String> notes(Path folder, String parameters, String expected)
      throws IOException {
    return problems(folder, parameters, expected).stream().map(Problem::message).toList();
  }

  private static List<String> hints(Path folder, String parameters, String expected)
      throws IOException {
    return problems(folder, parameters, expected).stream().map(Problem::hint).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: 'df -x tmpfs | awk 1'",
        "command: \"awk '{ print }' x |sort\"",
        "command: 'a || b | c'"
      })
  @DisplayName("L5 lint notes a pipe without stderr: clean")
  void aPipeWithoutAConditionOnStderrIsNoted(String command, @TempDir Path folder)
      throws IOException {
    assertThat(notes(folder, command, "stdout: clean"))
        .containsExactly(
            "what fails before a `|` does not show: the exit code is that of the last program");
    assertThat(notes(folder, command, "stdout: clean, stderr: clean")).isEmpty();
    assertThat(notes(folder, command, "stdout: clean }\n    where: { stderr: clean")).isEmpty();
    assertThat(notes(folder, command + ", pipefail: true", "stdout: clean")).isEmpty();
  }

  /// `stderr: clean` does not see what is said into the pipe, or thrown away.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: 'ls 2>&1 | wc -l'",
        "command: 'ls x >y 2>&1 | wc -l'",
        "command: 'ls 2>/dev/null | wc -l'",
        "command: 'ls |& wc -l'",
        "command: 'ls &>x | wc -l'"
      })
  void onlyPipefailHelpsWhereErrorsGoElsewhere(String command, @TempDir Path folder)
      throws IOException {
    assertThat(notes(folder, command, "stdout: '0', stderr: clean")).hasSize(1);
    assertThat(hints(folder, command, "stdout: '0'"))
        .containsExactly(
            "add `pipefail: true` to the probe: its errors go elsewhere, and `stderr: clean` cannot see them");
    assertThat(notes(folder, command + ", pipefail: true", "stdout: '0'")).isEmpty();
    assertThat(hints(folder, "command: 'ls | wc -l 2>&1'", "stdout: '0'"))
        .containsExactly(
            "add `stderr: clean` to what is expected, or `pipefail: true` to the probe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: 'a || b'",
        "command: \"awk '/a|b/' x\"",
        "command: 'case $x in a|b) c ;; esac'",
        "command: 'a >| b'",
        "command: 'echo a\\|b'"
      })
  void whatIsNoPipeIsNotNoted(String command, @TempDir Path folder) throws IOException {
    assertThat(notes(folder, command, "stdout: clean")).isEmpty();
  }
}
