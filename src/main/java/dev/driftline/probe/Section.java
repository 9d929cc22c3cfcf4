package dev.driftline.probe;

/// A part of the script a host runs, whose output is framed by its own marks.
///
/// `script` is POSIX shell that only reads. It runs in the current directory `/`, with `LC_ALL=C`,
/// a known `PATH` and nothing on stdin, in a shell of its own making (`( … )`), so that it cannot change
/// what comes after it. Its stdout and stderr come back apart.
///
/// @param name     lower case letters, digits and `-`; for people (`driftline explain`)
/// @param script   the shell text, without anything that comes from a host
/// @param maxBytes how much of its stdout and stderr together is taken; more is cut and said
public record Section(String name, String script, int maxBytes) {

  /// What one probe may send unless it says otherwise.
  public static final int DEFAULT_MAX_BYTES = 256 * 1024;
}
