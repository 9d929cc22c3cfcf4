package dev.driftline.cli.process;

import dev.driftline.report.Style;

/// Which of the program's streams are terminals. The launcher finds out, because the JDK cannot tell stdout and stderr
/// apart.
public final class Terminal {

  private static final String FOUND = System.getProperty("driftline.terminals", "");

  private Terminal() {}

  /// Whether progress may be shown.
  public static boolean onStderr() {
    return FOUND.endsWith("stderr");
  }

  /// The style of a report on standard output: coloured on a terminal, unless `NO_COLOR` is set to any value.
  ///
  /// @param all whether long lists are shown whole
  public static Style style(boolean all) {
    String noColour = System.getenv("NO_COLOR");
    boolean wanted = noColour == null || noColour.isEmpty();
    return new Style(all, wanted && FOUND.startsWith("stdout"));
  }
}
