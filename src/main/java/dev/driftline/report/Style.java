package dev.driftline.report;

/// How a report for people is laid out.
///
/// @param all    everything, instead of the first few hosts of each group
/// @param colour whether headings carry terminal colours
public record Style(boolean all, boolean colour) {

  private static final int FOLD = 5;

  /// The layout for files and pipes.
  public static final Style PLAIN = new Style(false, false);

  /// How many things of one group are shown before the rest is only counted.
  int fold() {
    return all ? Integer.MAX_VALUE : FOLD;
  }
}
