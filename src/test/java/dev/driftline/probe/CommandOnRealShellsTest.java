package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Needs root, and the Debian packages dash, bash, busybox and util-linux (setpriv, unshare).
@Tag("host")
@Timeout(120)
class CommandOnRealShellsTest {

  private static final CommandProbe PROBE = new CommandProbe();

  /// Only busybox's own programs are to be found.
  private static final LocalRun BUSYBOX_ONLY =
      LocalRun.in(
          "unshare",
          "--mount",
          "sh",
          "-c",
          """
          set -e
          mount -t tmpfs none /mnt
          mkdir /mnt/bin /mnt/none
          cp /usr/bin/busybox /mnt/bin/
          for name in $(busybox --list); do [ -e /mnt/bin/$name ] || ln -s busybox /mnt/bin/$name; done
          mount --bind /mnt/none /usr/sbin
          mount --bind /mnt/none /usr/local
          mount --bind /mnt/bin /usr/bin
          exec /bin/sh -s
          """);

  static List<LocalRun> shells() {
    return List.of(
        LocalRun.in("dash", "-s"),
        LocalRun.in("bash", "--posix", "-s"),
        LocalRun.in("busybox", "sh", "-s"),
        BUSYBOX_ONLY);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void tellsEveryStatusApart(LocalRun shell) {
    for (int exit : List.of(0, 1, 2, 99, 124, 125, 126, 127, 128, 137, 143, 200, 255)) {
      Row row = row(shell, "exit " + exit);

      assertThat(row.text("exit")).contains(Integer.toString(exit));
      assertThat(row.text("timed_out")).contains("false");
      assertThat(row.text("stdout")).contains("");
      assertThat(row.text("stderr")).contains("");
      assertThat(row.text("truncated")).contains("false");
    }
  }

  /// What a shell says of it is not the command's.
  @ParameterizedTest
  @MethodSource("shells")
  void tellsDeathByASignal(LocalRun shell) {
    for (String command : List.of("kill -SEGV $$", "sh -c 'kill -SEGV $$'; exit 139")) {
      Row row = row(shell, command);

      assertThat(row.text("exit")).contains("139");
      assertThat(row.text("signal")).contains("11");
    }
    assertThat(row(shell, "echo said; kill -SEGV $$").text("stderr")).contains("");
    assertThat(row(shell, "kill -KILL $$").text("signal")).contains("9");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void cutsAFloodOnBothStreams(LocalRun shell) {
    String flood =
        "i=0; while [ $i -lt 9000 ]; do echo 0123456789; echo 9876543210 >&2; i=$((i+1)); done";

    Row row = row(shell, flood);

    assertThat(row.text("stdout").orElseThrow()).hasSize(64 * 1024).startsWith("0123456789\n");
    assertThat(row.text("stderr").orElseThrow()).hasSize(64 * 1024).startsWith("9876543210\n");
    assertThat(row.text("truncated")).contains("true");
    assertThat(row.text("exit")).contains("0");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keepsTextWithoutAFinalNewline(LocalRun shell) {
    Row row = row(shell, "printf 'a\\n\\nb'; printf 'c' >&2");

    assertThat(row.text("stdout")).contains("a\n\nb");
    assertThat(row.text("stderr")).contains("c");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void endsWhatHangsWithItsGrandchildren(LocalRun shell) throws IOException {
    Row row =
        row(
            shell,
            "echo begun >&2; (sleep 7351 & sleep 7351) & sleep 7351",
            Map.of("timeout", "1s"));

    assertThat(row.text("timed_out")).contains("true");
    assertThat(row.cell("exit")).isEqualTo(Cell.none());
    assertThat(row.text("stderr")).contains("begun\n");
    assertThat(
            Children.run(
                "sh",
                "-c",
                "grep -l 735[1] /dev/null /proc/[0-9]*/cmdline 2>&1 | grep -v 'No such' | cat"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void givesTheCommandToTheShellAsItIsWritten(LocalRun shell) {
    List<String> words =
        List.of(
            "'",
            "''",
            "\"",
            "\\",
            "\\\\",
            "\\n",
            "a\nb",
            "\n",
            "$(echo x)",
            "`echo x`",
            "$HOME",
            "*",
            "-n",
            "-e",
            "--",
            "é漢字🐫",
            "#",
            ";exit 3",
            "&",
            "|",
            ">x",
            "a'b\"c\\d$e`f",
            "!",
            "~",
            "{a,b}",
            "%",
            "\t",
            " ");
    StringBuilder command = new StringBuilder("printf '<%%s>'".formatted());
    StringBuilder expected = new StringBuilder();
    for (String word : words) {
      command.append(' ').append(CommandProbe.quote(word));
      expected.append('<').append(word).append('>');
    }

    assertThat(row(shell, command.toString()).text("stdout")).contains(expected.toString());
  }

  @Test
  void runsAsAnotherUser() {
    for (LocalRun shell : shells().subList(0, 3)) {
      Row row = row(shell, "id -un; echo \"it's\" >&2; exit 3", Map.of("user", "daemon"));

      assertThat(row.text("stdout")).contains("daemon\n");
      assertThat(row.text("stderr")).contains("it's\n");
      assertThat(row.text("exit")).contains("3");
    }
  }

  @Test
  void onlyRootCanRunItAsAnotherUser() {
    LocalRun nobody =
        LocalRun.in("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-s");

    assertThat(ask(nobody, "id", Map.of("user", "daemon")))
        .isEqualTo(new Answer.Unknown(Reason.PRIVILEGE, "only root can run it as daemon", ""));
  }

  private static Row row(LocalRun shell, String command) {
    return row(shell, command, Map.of());
  }

  private static Row row(LocalRun shell, String command, Map<String, String> more) {
    Answer answer = ask(shell, command, more);
    assertThat(answer).as(command).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows().getFirst();
  }

  private static Answer ask(LocalRun shell, String command, Map<String, String> more) {
    Map<String, String> parameters = new java.util.HashMap<>(more);
    parameters.put("command", command);
    return shell.ask(PROBE, new Question("command", parameters));
  }
}
