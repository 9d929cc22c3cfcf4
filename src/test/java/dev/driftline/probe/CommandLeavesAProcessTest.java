package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.command.CommandProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that ends before what it started.
@Tag("host")
@Timeout(120)
class CommandLeavesAProcessTest {

  @TempDir private Path folder;

  /// It may write at any time: it is never clean, in each of many runs.
  @Test
  void aProcessThatIsLeftAndWritesLaterIsNeverClean() {
    Question question =
        new Question("command", Map.of("command", "(sleep 0.02; echo late >&2) & echo out"));
    for (int run = 0; run < 20; run++) {
      Row row =
          ((Answer.Observed) LocalRun.in("dash", "-s").ask(new CommandProbe(), question))
              .rows()
              .getFirst();
      assertThat(row.cell("stderr"))
          .isIn(
              Cell.cut("", CommandOnRealShellsTest.LEFT),
              Cell.cut("late", CommandOnRealShellsTest.LEFT),
              Cell.text("late"));
    }
  }

  /// Beside many processes that were started since, awk looks for what is left. If it is broken, the shell does.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec awk \"$@\"",
        "exit 0",
        "echo warning; exec awk \"$@\"",
        "awk \"$@\"; echo warning",
        "echo ' 1'; exit 1"
      })
  void whatIsLeftIsFoundAmongManyProcessesWhateverAwkSays(String awk) throws IOException {
    String many = "i=0; while [ $i -lt 40 ]; do /bin/true; i=$((i + 1)); done; ";

    assertThat(with(awk, many + "echo out").cell("stderr")).isEqualTo(Cell.text(""));
    assertThat(with(awk, many + "sleep 987654 & echo out").cell("stderr"))
        .isEqualTo(Cell.cut("", CommandOnRealShellsTest.LEFT));
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("987654") && line.contains("sleep")))
        .isEmpty();
  }

  /// What the command says on a host where this script stands for awk. The real one is the first in its PATH.
  private Row with(String awk, String command) throws IOException {
    Path real = Files.createDirectories(folder.resolve("real")).resolve("awk");
    Files.copy(Path.of("/usr/bin/awk").toRealPath(), real, StandardCopyOption.REPLACE_EXISTING);
    Path instead = folder.resolve("awk");
    Files.writeString(instead, "#!/bin/sh\nPATH=%s:$PATH\n%s\n".formatted(real.getParent(), awk));
    assertThat(real.toFile().setExecutable(true) && instead.toFile().setExecutable(true)).isTrue();
    LocalRun host =
        LocalRun.in(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount --bind %s %s && exec dash -s"
                .formatted(instead, Path.of("/usr/bin/awk").toRealPath()));
    return ((Answer.Observed)
            host.ask(new CommandProbe(), new Question("command", Map.of("command", command))))
        .rows()
        .getFirst();
  }
}
