package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.command.CommandProbe;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A command that ends before what it started.
@Tag("host")
@Timeout(120)
class CommandLeavesAProcessTest {

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
}
