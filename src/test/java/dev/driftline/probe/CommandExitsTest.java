package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Exit codes that make no row: the command found no such thing here (`absent_exit`), or could not look
/// (`unknown_exit`).
class CommandExitsTest {

  static final String ENDED_EARLY =
      "its time limit ended it: what it would have said after that is not known";

  @ParameterizedTest
  @MethodSource("dev.driftline.probe.CommandOnRealShellsTest#shells")
  @DisplayName("C7 a command check says which exit codes mean that it could not look")
  void aCodeOfTheListsMakesNoRowWhateverStderrSays(LocalRun shell) {
    Map<String, String> lists = Map.of("absent_exit", "69,70", "unknown_exit", "2,127");

    assertThat(ask(shell, "echo no zone >&2; exit 69", lists))
        .isEqualTo(new Answer.Absent("subject of the command: it ended with 69"));
    assertThat(ask(shell, "echo bad option -x >&2; exit 2", lists))
        .isEqualTo(
            new Answer.Unknown(
                Reason.UNSUPPORTED,
                "it could not look, \"echo bad option -x >&2; exit 2\": it ended with 2, and said: bad option -x",
                "bad option -x\n"));
    assertThat(ask(shell, "true | no-such-program; exit $?", lists))
        .isInstanceOf(Answer.Unknown.class);
    assertThat(ask(shell, "exit 1", lists)).isInstanceOf(Answer.Observed.class);
  }

  @ParameterizedTest
  @MethodSource("dev.driftline.probe.CommandOnRealShellsTest#shells")
  void aListOfUnknownExitTakesNothingFromWhatAlwaysMeansThatItCouldNotLook(LocalRun shell) {
    Map<String, String> lists = Map.of("unknown_exit", "2");

    assertThat(ask(shell, "exit 126", lists)).isInstanceOf(Answer.Unknown.class);
    assertThat(ask(shell, "sh -c 'exit 127'", lists)).isInstanceOf(Answer.Unknown.class);
    // the shell says so itself
    assertThat(ask(shell, "no-such-program", lists))
        .isEqualTo(new Answer.Absent("command no-such-program"));
    // the policy says so
    assertThat(ask(shell, "exit 127", Map.of("absent_exit", "127")))
        .isInstanceOf(Answer.Absent.class);
  }

  @ParameterizedTest
  @MethodSource("dev.driftline.probe.CommandOnRealShellsTest#shells")
  void withoutListsACommandThatCouldNotBeRunCouldNotLook(LocalRun shell) {
    for (String code : new String[] {"126", "127"}) {
      assertThat(ask(shell, "exit " + code, Map.of()))
          .isEqualTo(
              new Answer.Unknown(
                  Reason.UNSUPPORTED,
                  "it could not look, \"exit %1$s\": it ended with %1$s".formatted(code),
                  ""));
    }
    assertThat(ask(shell, "exit 69", Map.of())).isInstanceOf(Answer.Observed.class);
  }

  private static Answer ask(LocalRun shell, String command, Map<String, String> lists) {
    return CommandOnRealShellsTest.ask(shell, command, lists);
  }

  @Test
  void aPolicyWritesOneCodeOrAList(@TempDir Path folder) throws IOException {
    assertThat(problems(folder, "absent_exit: 69, unknown_exit: [2, 126]", "exit: 0")).isEmpty();
    assertThat(problems(folder, "absent_exit: [256]", "exit: 0"))
        .contains("error: absent_exit cannot be \"256\"")
        .contains("hint: write exit codes from 1 to 255: `[2, 126, 127]`");
    assertThat(problems(folder, "absent_exit: []", "exit: 0"))
        .contains("error: absent_exit is an empty list");
  }

  @Test
  void aCodeThatMakesNoRowIsNoCondition(@TempDir Path folder) throws IOException {
    assertThat(problems(folder, "absent_exit: [69]", "exit: [0, 69]"))
        .contains("error: exit 69 makes no row: it stands in absent_exit")
        .contains("hint: remove it here, or from absent_exit");
    assertThat(problems(folder, "unknown_exit: [2, 69]", "exit: { not: 2 }"))
        .contains("error: exit 2 makes no row: it stands in unknown_exit");
  }

  @Test
  void aCodeThatAlwaysMeansThatItCouldNotLookIsNoCondition(@TempDir Path folder)
      throws IOException {
    for (String parameters : new String[] {"timeout: 10s", "unknown_exit: [2]"}) {
      assertThat(problems(folder, parameters, "exit: 127"))
          .isEqualTo(
              """
              error: exit 127 makes no row: it always means unknown_exit
              hint: remove it here; where there is no such program, `if_absent` decides
              """);
      assertThat(problems(folder, parameters, "exit: { not: [1, 126] }"))
          .contains("error: exit 126 makes no row: it always means unknown_exit");
      assertThat(problems(folder, parameters, "exit: '< 126'")).isEmpty();
    }
    assertThat(problems(folder, "unknown_exit: [2, 127]", "exit: 127"))
        .isEqualTo(
            """
            error: exit 127 makes no row: it stands in unknown_exit
            hint: remove it here, or from unknown_exit
            """);
  }

  @Test
  void aCodeCannotMeanBothThatNothingIsThereAndThatItCouldNotLook(@TempDir Path folder)
      throws IOException {
    assertThat(problems(folder, "absent_exit: [69, 70], unknown_exit: [2, 69]", "exit: 0"))
        .isEqualTo(
            """
            error: exit 69 stands in absent_exit and in unknown_exit
            hint: it can mean one of the two: remove it from the other
            """);
    assertThat(problems(folder, "absent_exit: [127]", "exit: 0")).isEmpty();
  }

  private static String problems(Path folder, String parameters, String expected)
      throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(
        file,
        """
        policy: p
        checks:
          - id: c
            probe: { command: rndc status, %s }
            expect: { %s }
        """
            .formatted(parameters, expected));
    Problems problems = new Problems();
    PolicySet.read(List.of(file), Catalog.tables(), problems);
    return problems.sorted().stream()
        .map(problem -> "error: %s\nhint: %s\n".formatted(problem.message(), problem.hint()))
        .collect(Collectors.joining());
  }
}
