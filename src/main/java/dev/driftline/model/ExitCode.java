package dev.driftline.model;

import java.util.List;

/// The exit codes of Puppet's `--detailed-exitcodes`, computed from the results and nothing else.
public final class ExitCode {

  /// Everything was decided and is as it should be.
  public static final int CLEAN = 0;

  /// The run did not come to its end. Every path starts with this.
  public static final int FAILED = 1;

  /// There is drift at or above the threshold.
  public static final int DRIFT = 2;

  /// Something could not be told.
  public static final int UNKNOWN = 4;

  private ExitCode() {}

  /// The code of a finished run: [#CLEAN], or the sum of [#DRIFT] and [#UNKNOWN]. A run without any host or result has
  /// decided nothing and did not do its work: [#FAILED].
  ///
  /// @param failOn the least severity of drift that counts
  public static int of(List<HostResult> hosts, List<CheckResult> results, Severity failOn) {
    if (hosts.isEmpty() || results.isEmpty()) {
      return FAILED;
    }
    Summary summary = Summary.of(hosts, results);
    boolean drift = summary.worst().filter(worst -> worst.atLeast(failOn)).isPresent();
    return (drift ? DRIFT : CLEAN) + (summary.couldNotTell() ? UNKNOWN : CLEAN);
  }
}
