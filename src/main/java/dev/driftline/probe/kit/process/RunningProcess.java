package dev.driftline.probe.kit.process;

import dev.driftline.model.table.Cell;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.FileInUse;
import java.util.Optional;

/// One process of a host, from `/proc/PID`.
///
/// @param session    the process that began its session (setsid(2))
/// @param uid        the number of its effective user
/// @param user       the user's name in `/etc/passwd`, or the number if it is not listed there
/// @param state      the letter of proc_pid_stat(5): `S`, `R`, `Z`
/// @param start      when it was started, in hundredths of a second since boot (USER_HZ is 100 on every Linux but alpha
///     and ia64)
/// @param executable the target of `/proc/PID/exe`. It ends with ` (deleted)` if the file was removed or replaced;
///     empty if it could not be read
/// @param name       up to 15 bytes; the process chooses it
public record RunningProcess(
    long pid,
    long ppid,
    long session,
    String uid,
    String user,
    String state,
    long threads,
    long start,
    ControlGroup controlGroup,
    Optional<String> executable,
    String name) {

  public long startMillis() {
    return start * 10;
  }

  /// Whether it has ended, and only waits for its parent to notice. A zombie with several threads is not one: its first
  /// thread ended, but others run.
  public boolean hasEnded() {
    return (state.equals("Z") && threads < 2) || state.equalsIgnoreCase("X");
  }

  /// The path of its program, without ` (deleted)`.
  public Optional<String> executablePath() {
    return executable.map(target -> FileInUse.of(target).path());
  }

  /// The path as a cell; unread if it may not be seen.
  public Cell executableCell() {
    return executablePath().map(Cells::text).orElse(Cell.unread("Permission denied"));
  }

  /// Whether its program was removed or replaced since it was started; empty if it may not be seen. A program that runs
  /// from memory or from a temporary file was not.
  public Optional<Boolean> executableDeleted() {
    return executable.map(target -> FileInUse.of(target).isReplaced());
  }
}
