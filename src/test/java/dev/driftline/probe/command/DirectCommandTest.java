package dev.driftline.probe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that is a program and its words is started without a shell, and its answer is the same.
class DirectCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rndc status",
        "/usr/sbin/sshd -t",
        "stat -c %U:%G,%a /etc/shadow",
        "systemctl  is-active ssh@a.service",
        "dd if=/dev/null"
      })
  void aProgramAndItsWordsNeedNoShell(String command) {
    assertThat(CommandProbe.isDirect(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo hello",
        "test -e /etc/passwd",
        "sleep 1",
        "rndc status | head",
        "rndc status; true",
        "rndc 'status'",
        "rndc $status",
        "rndc ~/x",
        "ls *.conf",
        "ls [a]",
        "LC_ALL=C rndc status",
        "rndc status >/dev/null",
        "rndc status\nrndc flush",
        "rndc\tstatus",
        "rndc status # really",
        "if rndc status",
        ". /etc/profile"
      })
  void whatAShellUnderstandsIsGivenToOne(String command) {
    assertThat(CommandProbe.isDirect(command)).isFalse();
  }

  @Test
  @Tag("host")
  void theAnswerIsTheSame() throws IOException {
    Path script = program("script", "#!/bin/sh\necho \"$#: $*\"; echo e >&2; exit 3\n");
    Path bare = program("bare", "echo \"$#: $*\"; exit 4\n");
    Path lost = program("lost", "#!/no/such/interpreter\n");
    for (String shell : List.of("dash", "bash", "busybox sh", "mksh")) {
      assertSame(shell, script + " a b=c %d");
      assertSame(shell, bare + " a");
      assertSame(shell, lost + " a");
      assertSame(shell, folder.resolve("nothing") + " a");
    }
  }

  /// A `;` behind it makes a text for a shell of it.
  private static void assertSame(String shell, String command) {
    assertThat(CommandProbe.isDirect(command)).isTrue();
    assertThat(told(shell, command))
        .as(shell + ": " + command)
        .isEqualTo(told(shell, command + ";"));
  }

  private static String told(String shell, String command) {
    Question question = new Question("command", Map.of("command", command));
    LocalRun run = LocalRun.in((shell + " -s").split(" "));
    Answer answer =
        Objects.requireNonNull(
            run.ask(List.of(question), Map.of("command", new CommandProbe())).get(question));
    return switch (answer) {
      case Answer.Observed(var rows, var _, var _) ->
          List.of("exit", "signal", "stdout", "stderr", "truncated").stream()
              .map(column -> column + " " + rows.getFirst().cell(column))
              .toList()
              .toString();
      case Answer.Absent(String what) -> "absent: " + what;
      case Answer.Unknown(var reason, String why, String _) -> reason + ": " + why;
    };
  }

  private Path program(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
