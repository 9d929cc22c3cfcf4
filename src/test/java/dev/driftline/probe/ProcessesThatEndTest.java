package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.processes.ProcessesProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process ends between the moment in which `ls` found its folder and the one in which it reads where its program
/// is. Needs root, and the Debian package util-linux (unshare).
@Tag("host")
class ProcessesThatEndTest {

  /// Process 1 starts the process that will end, puts `ls` into the place of the real one, and says that it is ready.
  private static final String HOST =
      """
      mount -t tmpfs none /mnt && mkdir /mnt/real && cp /usr/bin/ls /mnt/real && printf '%s' "$2" >/mnt/ls &&
        chmod 755 /mnt/ls && printf '%s' "$1" >/mnt/how || exit
      sleep 986 </dev/null >/dev/null 2>&1 &
      echo $! >/mnt/victim
      until grep -qsz 986 /proc/$!/cmdline; do sleep 0.05; done
      mount --bind /mnt/ls /usr/bin/ls && echo ready && read _
      """;

  /// The answer of `ls`, with what the kernel says about a process that ends just then.
  private static final String LS =
      """
      #!/bin/sh
      read -r victim </mnt/victim
      read -r how </mnt/how
      case " $* " in
        *" $victim/exe "*)
          PATH=/mnt/real ls "$@" 2>&1 |
            /usr/bin/sed "s#.* $victim/exe -> .*#ls: cannot read symbolic link '$victim/exe': Permission denied#"
          if [ "$how" = ends ]; then
            kill -9 "$victim"
            until grep -q ') Z ' "/proc/$victim/stat" || ! [ -e "/proc/$victim/stat" ]; do sleep 0.02; done
          fi ;;
        *) PATH=/mnt/real; exec ls "$@" ;;
      esac
      """;

  @TempDir private Path folder;

  @Test
  void aProcessThatEndsDuringTheLookIsNoRow() throws Exception {
    assertThat(sleeping("ends")).isEmpty();
  }

  @Test
  void aProcessThatHidesItsProgramIsARowWithoutIt() throws Exception {
    assertThat(sleeping("stays"))
        .singleElement()
        .extracting(row -> row.cell("executable_deleted"))
        .isEqualTo(Cell.unread("Permission denied"));
  }

  private List<Row> sleeping(String how) throws IOException {
    Path script = Files.writeString(folder.resolve("host"), HOST);
    Process host =
        new ProcessBuilder(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                script.toString(),
                how + "\n",
                LS)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(host.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
      String first = Long.toString(host.children().findFirst().orElseThrow().pid());
      Answer answer =
          LocalRun.in("nsenter", "-t", first, "-p", "-m", "--", "/bin/sh", "-s")
              .ask(new ProcessesProbe(), new Question("processes"));
      return assertThat(answer).asInstanceOf(type(Answer.Observed.class)).actual().rows().stream()
          .filter(row -> row.text("name").equals(Optional.of("sleep")))
          .toList();
    } finally {
      host.getOutputStream().close();
      host.descendants().forEach(ProcessHandle::destroyForcibly);
      host.destroyForcibly();
    }
  }
}
