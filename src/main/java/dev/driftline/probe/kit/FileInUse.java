package dev.driftline.probe.kit;

import java.util.regex.Pattern;

/// A file that a process runs or has mapped, as the kernel names it: `/usr/bin/perl (deleted)`.
///
/// @param path    without ` (deleted)`
/// @param removed whether the file of this name was removed or replaced since the process opened it
public record FileInUse(String path, boolean removed) {

  private static final String DELETED = " (deleted)";

  /// Files that programs remove themselves as soon as they have mapped them: memory (`/memfd:runc`, `/SYSV…`,
  /// `/dev/zero`, `/drm`, `/[aio]`), and temporary files, also those of orc, O_TMPFILE (`/#123`) and JNA. After
  /// needrestart's list of mappings that it ignores.
  private static final Pattern SCRATCH =
      Pattern.compile(
          "^/(memfd:|dev/|SYSV|drm|\\[aio\\]|tmp/|var/tmp/|run/|var/run/|proc/)|orcexec\\.|/#\\d|/jna\\d+\\.tmp");

  /// Takes the target of `/proc/PID/exe`, or a path of `/proc/PID/maps`.
  public static FileInUse of(String target) {
    return target.endsWith(DELETED)
        ? new FileInUse(target.substring(0, target.length() - DELETED.length()), true)
        : new FileInUse(target, false);
  }

  /// Whether it was removed or replaced by somebody else, for example by an upgrade. The process should be restarted
  /// then.
  public boolean isReplaced() {
    return removed && !isScratch();
  }

  /// Whether a program that removes this file does so in normal use.
  public boolean isScratch() {
    return SCRATCH.matcher(path).find();
  }
}
