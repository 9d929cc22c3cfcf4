package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `explain --script` refuses; `ExplainScriptIT` shows what it writes.
class ExplainScriptTest {

  private static final String TRY = "Try \"driftline explain --help\".\n";

  @TempDir private Path folder;

  private Started explain(String command, String... more) throws IOException {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        policy: ours
        hosts: all
        checks:
          - { id: a, probe: { command: "COMMAND" }, expect: { exit: 0 } }
        """
            .replace("COMMAND", command));
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"explain", "a", "--script", "-p", policy.toString()}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Started.with(arguments);
  }

  @Test
  void aCommandStandsInItAsThePolicyWritesIt() throws IOException {
    Started started = explain("grep -c '^\\\\s*\\\\d' /etc/x | sed 's/\\\\\\\\/é/'");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(started.out())
        .contains("\ncommand='grep -c '\\''^\\s*\\d'\\'' /etc/x | sed '\\''s/\\\\/é/'\\'''\n");
  }

  @ParameterizedTest
  @CsvSource({
    "\\e]0;owned\\a,      command='\\u{1b}]0;owned\\u{7}'",
    "true \\rfalse,       command='true \\u{d}false'",
    "echo \\u202e,        command='echo \\u{202e}'",
    "echo ##vso[a],       command='echo ##vso\\u{5b}a]'"
  })
  void aCommandThatWouldActOnATerminalIsNotWritten(String command, String shown)
      throws IOException {
    assertThat(explain(command))
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: its script cannot be written as it is: a terminal or a CI runner would act on a line"
                    + " of it: "
                    + shown
                    + "\n"
                    + TRY));
  }

  @Test
  void whatAsksNothingHasNoScript() throws IOException {
    Started started = explain("true", "--no-commands");
    assertThat(started.code()).isEqualTo(1);
    assertThat(started.out()).isEmpty();
    assertThat(started.err()).startsWith("driftline: no host is asked for a: ");
  }

  @ParameterizedTest
  @CsvSource({"command", "pair"})
  void aTableThatNeedsACheckSaysSo(String table) {
    assertThat(Started.with("explain", table, "--script"))
        .isEqualTo(
            new Started(
                1,
                "",
                "driftline: what %s asks is in a check: name a check\n".formatted(table) + TRY));
  }
}
