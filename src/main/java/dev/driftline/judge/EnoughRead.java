package dev.driftline.judge;

/// Whether enough of the rows of a check could be judged.
public final class EnoughRead {

  private EnoughRead() {}

  /// At least one row must be judged, even if the policy demands no coverage.
  ///
  /// @param total       how many rows the check is about
  /// @param unread      how many of them could not be judged
  /// @param minCoverage from 0 to 1: the share that must have been judged
  public static boolean of(int total, int unread, double minCoverage) {
    return unread == 0 || (unread < total && (double) (total - unread) / total >= minCoverage);
  }
}
