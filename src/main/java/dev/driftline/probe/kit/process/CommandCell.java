package dev.driftline.probe.kit.process;

import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;

/// Makes the cell `command` of a process. What looks like a secret is masked.
public final class CommandCell {

  private CommandCell() {}

  public static Cell of(CommandLines.Command command) {
    return command.cut()
        ? Cells.cut(SecretMask.maskedBeginning(command.arguments()), "only its beginning was taken")
        : Cells.text(SecretMask.masked(command.arguments()));
  }
}
