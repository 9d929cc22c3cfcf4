package dev.driftline.probe.kit;

import java.util.List;

/// A part of the script a host runs, whose output is framed by its own marks.
///
/// `script` is POSIX shell that only reads. It runs in the current directory `/`, with `LC_ALL=C`,
/// a known `PATH` and nothing on stdin, in a shell of its own making (`( … )`), so that it cannot change
/// what comes after it. Its stdout and stderr come back apart.
///
/// What sections would find out again and again stands in `setups`: shell text that leaves it in variables or
/// functions, and says nothing. The setups of all sections run once each, in the order of the sections, in the main
/// shell before the first section. One that hangs takes all sections along, so a setup runs no foreign program
/// without a time limit.
///
/// A section without a script is a **prelude**: its setups tell other sections what a question wants, for example of which
/// processes. The setups of preludes come before all others. A prelude is never begun, so it says nothing.
///
/// @param name     lower case letters, digits and `-`; for people (`driftline explain`)
/// @param script   the shell text, without anything that comes from a host
/// @param maxBytes how much of its stdout and stderr together is taken; more is cut and said
/// @param setups   what must have run before, in order
public record Section(String name, String script, int maxBytes, List<String> setups) {

  /// What one probe may send unless it says otherwise.
  public static final int DEFAULT_MAX_BYTES = 256 * 1024;

  public Section {
    setups = List.copyOf(setups);
  }

  /// A section that needs no setup.
  public Section(String name, String script, int maxBytes) {
    this(name, script, maxBytes, List.of());
  }

  /// Setups that come before those of all sections that run.
  public static Section prelude(String name, String... setups) {
    return new Section(name, "", 0, List.of(setups));
  }

  public boolean isPrelude() {
    return script.isEmpty();
  }
}
