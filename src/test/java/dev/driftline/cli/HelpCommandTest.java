package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `driftline help`: the same texts as `--help`.
class HelpCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"check", "show", "probe", "explain", "lint", "inventory", "demo", "help"})
  void helpWithACommandIsThatCommandsOwn(String command) {
    Started help = Started.with("help", command);

    assertThat(help).isEqualTo(Started.with(command, "--help"));
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: driftline " + command + " ");
  }

  @Test
  void helpAloneIsTheProgramsOwn() {
    assertThat(Started.with("help")).isEqualTo(Started.with("--help"));
    assertThat(Started.with("help").out()).contains("\n  show ", "\n  help ");
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(Started.with("help", "chekc"))
        .isEqualTo(
            new Started(
                1,
                "",
                """
                driftline: no command "chekc"; did you mean "check"?
                Try "driftline help --help".
                """));
    assertThat(Started.with("help", "\u001b[2J").err())
        .isEqualTo(
            """
            driftline: no command "\\u{1b}[2J"; commands allowed here: check, collect, gate, show, probe, explain, baseline, test, waivers, lint, inventory, demo, help
            Try "driftline help --help".
            """);
  }
}
