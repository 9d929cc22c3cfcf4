package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.fds.FdsProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader of a pipe ends while driftline looks. Needs root, and the Debian packages perl-base and util-linux
/// (unshare).
@Tag("host")
class EndsThatMoveTest {

  /// Process 1 starts a writer and a reader of a pipe, puts `ls` into the place of the real one, and says that it is
  /// ready. The reader ends when it is told to, and before that leaves its end to a child if `$1` is `leave`.
  private static final String HOST =
      """
      mount -t tmpfs none /mnt && mkdir /mnt/real && cp /usr/bin/ls /mnt/real && printf '%s' "$2" >/mnt/ls &&
        chmod 755 /mnt/ls || exit
      perl -MPOSIX -e '
        pipe my $r, my $w;
        if (!fork) { dup2(fileno($w), 1); exec "sleep", "987" }
        if (!fork) {
          close $w;
          $^F = 100;
          dup2(fileno($r), 77);
          close $r;
          $SIG{USR1} = sub { if ($ARGV[0] eq "leave" && !fork) { exec "sleep", "988" } exit };
          sleep 600;
        }
        close $r; close $w; sleep 600' "$1" </dev/null >/dev/null 2>&1 &
      n=0
      until grep -qsz 987 /proc/[0-9]*/cmdline && ls /proc/[0-9]*/fd/77 >/dev/null 2>&1; do
        n=$((n + 1)); [ $n -lt 400 ] || exit; sleep 0.05
      done
      mount --bind /mnt/ls /usr/bin/ls && echo ready && read _
      """;

  /// When `ls` is to list the descriptors of the reader, the reader ends first.
  private static final String LS =
      """
      #!/bin/sh
      case "$*$(echo /mnt/told*)" in
        *[0-9]/fd/77*/told\\*)
          : >/mnt/told
          for name; do case $name in */fd/77) reader=${name%%/*} ;; esac; done
          kill -USR1 "$reader"
          while [ -e "/proc/$reader/fd/77" ]; do sleep 0.02; done ;;
      esac
      PATH=/mnt/real
      exec ls "$@"
      """;

  @TempDir private Path folder;

  @Test
  void aReaderThatLeavesItsEndToAChildIsNotNobody() throws Exception {
    assertThat(row("leave").text("other_end")).contains("process");
  }

  @Test
  void aReaderThatEndsIsNobody() throws Exception {
    assertThat(row("").text("other_end")).contains("nobody");
  }

  /// Descriptor 1 of the writer.
  private Row row(String leave) throws IOException {
    Path script = Files.writeString(folder.resolve("host"), HOST);
    List<String> words =
        new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
    words.addAll(List.of("sh", script.toString(), leave, LS));
    Process host = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      assertThat(host.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
      String first = Long.toString(host.children().findFirst().orElseThrow().pid());
      Answer answer =
          LocalRun.in("nsenter", "-t", first, "-p", "-m", "--", "/bin/sh", "-s")
              .ask(
                  new FdsProbe(),
                  new Question(
                      "fds", Map.of("descriptors", "0,1,2", "columns", "command,other_end")));

      List<Row> rows =
          assertThat(answer).asInstanceOf(type(Answer.Observed.class)).actual().rows().stream()
              .filter(row -> row.text("command").equals(Optional.of("sleep 987")))
              .filter(row -> row.cell("fd").equals(Cell.integer(1)))
              .toList();
      assertThat(rows).as("%s", answer).hasSize(1);
      return rows.getFirst();
    } finally {
      host.getOutputStream().close();
      host.descendants().forEach(ProcessHandle::destroyForcibly);
      host.destroyForcibly();
    }
  }
}
