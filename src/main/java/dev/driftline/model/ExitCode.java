package dev.driftline.model;

import java.util.List;

/// The exit codes of Puppet's `--detailed-exitcodes`. They are computed from the results and nothing else.
public final class ExitCode {

  /// Everything was decided, and nothing is wrong.
  public static final int CLEAN = 0;

  /// The run did not finish. Each path through the program starts with this code, so a forgotten one cannot say
  /// "clean".
  public static final int FAILED = 1;

  /// There is drift at or above the threshold.
  public static final int DRIFT = 2;

  /// Something could not be told, or nothing was decided.
  public static final int UNKNOWN = 4;

  private ExitCode() {}

  /// The code of a finished run: [#CLEAN], or the sum of [#DRIFT] and [#UNKNOWN]. It is [#FAILED] if there is no host
  /// or no result, because such a run has decided nothing.
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
