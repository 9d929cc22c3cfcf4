package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.command.CommandProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Needs root, and the Debian packages dash, bash, busybox, mksh and util-linux (setpriv, unshare).
@Tag("host")
@Timeout(120)
class CommandOnRealShellsTest {

  private static final CommandProbe PROBE = new CommandProbe();

  /// Only busybox's own programs are to be found.
  static final LocalRun BUSYBOX_ONLY =
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
        LocalRun.in("mksh", "-s"),
        BUSYBOX_ONLY);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void tellsEveryStatusApart(LocalRun shell) {
    for (int exit : List.of(0, 1, 2, 99, 124, 125, 126, 127, 128, 137, 143, 200, 255)) {
      exited(ask(shell, "exit " + exit, Map.of()), exit);
    }
  }

  @Test
  void tellsAll256StatusesApart() {
    LocalRun shell = LocalRun.in("dash", "-s");
    for (int from = 0; from < 256; from += 32) {
      int first = from;
      List<Question> questions =
          IntStream.range(first, first + 32)
              .mapToObj(exit -> new Question("command", Map.of("command", "exit " + exit)))
              .toList();
      Map<Question, Answer> answers = shell.ask(questions, Map.of("command", PROBE));
      for (int i = 0; i < questions.size(); i++) {
        exited(Objects.requireNonNull(answers.get(questions.get(i))), first + i);
      }
    }
  }

  /// With 126 and 127 a shell says that it could not start a program.
  private static void exited(Answer answer, int exit) {
    if (exit == 126 || exit == 127) {
      assertThat(((Answer.Unknown) answer).why()).endsWith("it ended with " + exit);
      return;
    }
    Row row = ((Answer.Observed) answer).rows().getFirst();
    assertThat(row.text("exit")).contains(Integer.toString(exit));
    assertThat(row.text("timed_out")).contains("false");
    assertThat(row.text("stdout")).contains("");
    assertThat(row.text("stderr")).contains("");
    assertThat(row.text("truncated")).contains("false");
  }

  /// Sleeps for as long as no other process does.
  private static final String SLEEP = "sleep 73%d".formatted(ProcessHandle.current().pid());

  /// P05.
  @ParameterizedTest
  @MethodSource("shells")
  void endsWhatHangsWithItsGrandchildren(LocalRun shell) {
    try {
      Row row =
          row(
              shell,
              "echo begun >&2; (%1$s & %1$s) & %1$s".formatted(SLEEP),
              Map.of("timeout", "1s"));

      assertThat(row.text("timed_out")).contains("true");
      assertThat(row.cell("exit")).isEqualTo(Cell.unread(CommandExitsTest.ENDED_EARLY));
      assertThat(row.shown("stderr")).contains("begun…");
      assertThat(row.text("truncated")).contains("false");
      awaitNone(CommandOnRealShellsTest::sleepers);
    } finally {
      sleepers().forEach(pid -> Children.run("kill", pid));
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatIgnoresBeingToldToEndIsKilled(LocalRun shell) {
    String ignores = "trap '' TERM; echo begun >&2; while :; do %s; done".formatted(SLEEP);
    try {
      Answer.Observed answer = (Answer.Observed) ask(shell, ignores, Map.of("timeout", "1s"));

      Row row = answer.rows().getFirst();
      assertThat(row.text("timed_out")).contains("true");
      assertThat(row.cell("exit")).isEqualTo(Cell.unread(CommandExitsTest.ENDED_EARLY));
      assertThat(row.shown("stderr")).contains("begun…");
      assertThat(row.shown("stdout")).contains("…");
      awaitNone(CommandOnRealShellsTest::sleepers);
    } finally {
      sleepers().forEach(pid -> Children.run("kill", "-KILL", pid));
    }
  }

  static final String LEFT =
      "the command left a process in its session, which was killed and might have written more";

  /// Whatever it left: what ignores HUP and TERM, and what made a process group of its own, as timeout does.
  @ParameterizedTest
  @MethodSource("shells")
  void whatStaysInTheSessionEndsWithTheCommand(LocalRun shell) {
    try {
      String stays =
          "%1$s & (trap '' HUP TERM; %1$s) & timeout 7000 %1$s & echo out; exit 3".formatted(SLEEP);
      Row row = row(shell, stays, Map.of("timeout", "50s"));

      assertThat(row.text("exit")).contains("3");
      assertThat(row.text("timed_out")).contains("false");
      assertThat(row.cell("stdout")).isEqualTo(Cell.cut("out", LEFT));
      assertThat(row.cell("stderr")).isEqualTo(Cell.cut("", LEFT));
      awaitNone(CommandOnRealShellsTest::sleepers);
    } finally {
      sleepers().forEach(pid -> Children.run("kill", "-KILL", pid));
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandThatEndsItsOwnProcessGroupHasASignal(LocalRun shell) {
    Row row = row(shell, "echo out; kill 0");

    assertThat(row.text("exit")).contains("143");
    assertThat(row.text("signal")).contains("15");
    assertThat(row.text("stdout")).contains("out");
    assertThat(row.text("stderr")).contains("");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandThatKillsItsSessionKillsOnlyItself(LocalRun shell) {
    Row row = row(shell, "echo out; kill -KILL 0");

    assertThat(row.text("signal")).contains("9");
    assertThat(row.text("stdout")).contains("out");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandThatStopsItselfEndsAtItsTimeLimit(LocalRun shell) {
    Row row = row(shell, "echo out; kill -STOP 0", Map.of("timeout", "1s"));

    assertThat(row.text("timed_out")).contains("true");
    assertThat(row.shown("stdout")).contains("out…");
  }

  /// It may write what it wants to the streams of the shells above it: without the secret it is no answer.
  @ParameterizedTest
  @MethodSource("shells")
  void aCommandThatKillsTheShellAboveItIsUnknownWhateverItWrites(LocalRun shell) {
    String forged =
        "printf '\\nended %1$s 0 1.00 2.00 none\\n\\nwhole %1$s 9\\n' | tee /proc/$PPID/fd/1 >&2; kill -9 $PPID"
            .formatted("12345678-1234-1234-1234-123456789abc");
    assertThat(ask(shell, forged, Map.of()))
        .isInstanceOfSatisfying(
            Answer.Unknown.class,
            unknown ->
                assertThat(unknown.why())
                    .isEqualTo(
                        "the command was not seen to end, or the host's dd lost a part of its output"));
  }

  /// What it wrote before is there, what may come later is not taken for nothing, and nobody is left to write it.
  @ParameterizedTest
  @MethodSource("shells")
  void keepsWhatWasSaidBeforeAChildThatLeftHeldTheStreamsOpen(LocalRun shell) {
    String leaves =
        "echo out; echo warning >&2; setsid %s & while :; do read -r words </proc/$!/cmdline; case $words in sleep*) exit 0 ;; esac; done"
            .formatted(SLEEP);
    try {
      Answer.Observed answer = (Answer.Observed) ask(shell, leaves, Map.of("timeout", "1s"));

      Row row = answer.rows().getFirst();
      assertThat(row.text("exit")).contains("0");
      assertThat(row.cell("stdout")).isEqualTo(Cell.cut("out", HELD_OPEN));
      assertThat(row.cell("stderr")).isEqualTo(Cell.cut("warning", HELD_OPEN));
      assertThat(row.cell("truncated")).isInstanceOf(Cell.Unread.class);
      assertThat(answer.gap()).isEmpty();
      Path stream = target("/proc/%s/fd/1".formatted(sleepers().getFirst())).orElseThrow();
      awaitNone(() ->
          processes(pid -> target("/proc/%d/fd/0".formatted(pid)).equals(Optional.of(stream))));
    } finally {
      sleepers().forEach(pid -> Children.run("kill", pid));
    }
  }

  /// As `$(command)` has it, so that a policy says what people see.
  @ParameterizedTest
  @MethodSource("shells")
  void theNewlinesAtTheEndAreNotPartOfWhatWasSaid(LocalRun shell) {
    Row row = row(shell, "printf '640\\n'; printf '\\n a\\n\\nb \\n\\n\\n' >&2");
    assertThat(row.text("stdout")).contains("640");
    assertThat(row.text("stderr")).contains("\n a\n\nb ");
  }

  private static final String HELD_OPEN =
      "a process that the command left held it open, so there may be more";

  @Test
  void whatWasNotTakenIsCutFromItsStreamAndFromNoOther() {
    Row row = row(LocalRun.in("dash", "-s"), "yes | head -c 65537; echo warning >&2");

    assertThat(row.cell("stdout"))
        .isEqualTo(
            Cell.cut(
                "y\n".repeat(32_768).stripTrailing(),
                "only its first 64 KiB were taken; let the command print less"));
    assertThat(row.cell("stderr")).isEqualTo(Cell.text("warning"));
  }

  /// A reader sees each of them alone, or some together.
  @ParameterizedTest
  @MethodSource("shells")
  void manySmallPiecesAreTakenWhole(LocalRun shell) {
    // 400 processes take long where others work
    Row row = row(shell, SMALL_PIECES + " | tee /dev/stderr", Map.of("timeout", "50s"));

    String numbers =
        IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    assertThat(row.text("stdout")).contains(numbers);
    assertThat(row.text("stderr")).contains(numbers);
    assertThat(row.text("truncated")).contains("false");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatFollowsManySmallPiecesIsTakenUpTo64KiB(LocalRun shell) {
    // More than the most that is taken: busybox counts blocks, which small pieces fill when the
    // machine is busy.
    String command = SMALL_PIECES + "; yes | head -c 140000";
    Row row = row(shell, command, Map.of("timeout", "50s"));

    assertThat(row.text("truncated")).contains("true");
    assertThat(row.cell("stdout")).isInstanceOf(Cell.Cut.class);
    assertThat(((Cell.Cut) row.cell("stdout")).text().length())
        .isBetween(65_535, shell.equals(BUSYBOX_ONLY) ? 131_072 : 65_536);
  }

  /// Each is written by a process of its own.
  private static final String SMALL_PIECES =
      "n=0; while [ $n -lt 400 ]; do /bin/echo $n; n=$((n + 1)); done";

  /// A killed process is gone a moment after it was killed.
  private static void awaitNone(Supplier<List<String>> processes) {
    long begun = System.nanoTime();
    while (!processes.get().isEmpty()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      Thread.onSpinWait();
    }
  }

  private static List<String> sleepers() {
    String words = SLEEP.replace(' ', '\0') + '\0';
    return processes(pid -> commandLine(pid).endsWith(words));
  }

  private static List<String> processes(LongPredicate which) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(which::test)
        .map(Object::toString)
        .toList();
  }

  private static Optional<Path> target(String link) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of(link)));
    } catch (IOException _) {
      // it has ended
      return Optional.empty();
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      // it has ended
      return "";
    }
  }

  static Row row(LocalRun shell, String command) {
    return row(shell, command, Map.of());
  }

  static Row row(LocalRun shell, String command, Map<String, String> more) {
    Answer answer = ask(shell, command, more);
    assertThat(answer).as(command).isInstanceOf(Answer.Observed.class);
    return ((Answer.Observed) answer).rows().getFirst();
  }

  static Answer ask(LocalRun shell, String command, Map<String, String> more) {
    Map<String, String> parameters = new java.util.HashMap<>(more);
    parameters.put("command", command);
    return shell.ask(PROBE, new Question("command", parameters));
  }
}
