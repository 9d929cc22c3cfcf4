package dev.driftline.cli.process;

import dev.driftline.report.Style;

/// Which of the program's streams are terminals, as the launcher found it: the JDK cannot tell them apart.
public final class Terminal {

  private static final String FOUND = System.getProperty("driftline.terminals", "");

  private Terminal() {}

  /// Whether progress may be shown.
  public static boolean onStderr() {
    return FOUND.endsWith("stderr");
  }

  /// How a report on standard output looks: coloured on a terminal, unless `NO_COLOR` is set to anything.
  ///
  /// @param all whether nothing is folded
  public static Style style(boolean all) {
    String noColour = System.getenv("NO_COLOR");
    boolean wanted = noColour == null || noColour.isEmpty();
    return new Style(all, wanted && FOUND.startsWith("stdout"));
  }
}
