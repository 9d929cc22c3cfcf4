package dev.driftline.probe.kit;

import java.util.List;

/// A part of the script that a host runs. Its output comes back on its own, with stdout and stderr apart.
///
/// **Script.** POSIX shell that only reads. It runs in `( … )`, so it cannot change the sections after it. The
/// directory is `/`, `LC_ALL` is `C`, `PATH` is known, and stdin is empty.
///
/// **Setups.** Shell text for what several sections need, such as functions. A setup leaves its results in variables or
/// functions, and prints nothing. Equal setups run once, in the order of the sections, in the main shell before the
/// first section. If a setup hangs, all sections are lost. So a setup runs no foreign program without a time limit.
///
/// **Preludes.** A section without a script is a prelude. Its setups tell other sections about the question, for
/// example the names of the wanted processes. They come before all other setups. A prelude has no output.
///
/// @param name     lower case letters, digits and `-`; for people (`driftline explain`)
/// @param script   the shell text; nothing in it comes from a host
/// @param maxBytes how much is taken of stdout and stderr together; more is cut, and the cut is reported
/// @param setups   must have run before, in this order
public record Section(String name, String script, int maxBytes, List<String> setups) {

  /// The limit of most sections, in bytes.
  public static final int DEFAULT_MAX_BYTES = 256 * 1024;

  public Section {
    setups = List.copyOf(setups);
  }

  /// A section that needs no setup.
  public Section(String name, String script, int maxBytes) {
    this(name, script, maxBytes, List.of());
  }

  /// A section that only has setups; they run before the setups of all other sections.
  public static Section prelude(String name, String... setups) {
    return new Section(name, "", 0, List.of(setups));
  }

  public boolean isPrelude() {
    return script.isEmpty();
  }
}
