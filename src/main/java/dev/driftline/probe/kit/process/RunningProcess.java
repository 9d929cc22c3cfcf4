package dev.driftline.probe.kit.process;

import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import java.util.Optional;

/// One process.
///
/// @param uid        its effective user
/// @param user       that user's name by `/etc/passwd`, or the number if it is not listed there
/// @param state      the letter of proc_pid_stat(5): `S`, `R`, `Z`
/// @param start      when it was started, in hundredths of a second since boot (USER_HZ is 100 on every Linux but alpha
///     and ia64)
/// @param executable the target of `/proc/PID/exe`, with ` (deleted)` if it says so; empty if it could not be read
/// @param name       up to 15 bytes, set by the process itself
public record RunningProcess(
    long pid,
    long ppid,
    String uid,
    String user,
    String state,
    long threads,
    long start,
    ControlGroup controlGroup,
    Optional<String> executable,
    String name) {

  private static final String DELETED = " (deleted)";

  public long startMillis() {
    return start * 10;
  }

  /// Whether it has ended and only waits for its parent to notice.
  public boolean hasEnded() {
    return (state.equals("Z") && threads < 2) || state.equalsIgnoreCase("X");
  }

  /// The path of its program, without the mark that it was deleted.
  public Optional<String> executablePath() {
    return executable.map(text ->
        text.endsWith(DELETED) ? text.substring(0, text.length() - DELETED.length()) : text);
  }

  /// That path as a cell.
  public Cell executableCell() {
    return executablePath().map(Cells::text).orElse(Cell.unread("Permission denied"));
  }

  /// Whether its program was removed or replaced since it was started; empty if that could not be read.
  public Optional<Boolean> executableDeleted() {
    return executable.map(text -> text.endsWith(DELETED));
  }
}
