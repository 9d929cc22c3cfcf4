package dev.driftline.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.util.List;

/// Pays for what is kept of a host until the report is written: a little is free, and what is above it is taken from
/// the memory that is kept for this, at most a quarter of what the hosts before have left.
///
/// @param shared is never given anything back: what is kept is kept until the end
/// @param paid   what is free, or was paid before for the same host, in bytes
record KeptMemory(SharedMemory shared, long paid) {

  /// For each host and each time that something of it is kept, in bytes. An ordinary finding takes one KiB.
  private static final long FREE = 4 * 1024;

  KeptMemory(SharedMemory shared) {
    this(shared, FREE);
  }

  /// For a host of which these results were paid for.
  KeptMemory beside(List<CheckResult> results) {
    return new KeptMemory(shared, FREE + bytesOf(results));
  }

  /// Pays for `bytes` of one host.
  ///
  /// @throws LimitReached if it is more than one host may have
  void pay(long bytes) {
    if (bytes > paid && !shared.takePart(bytes - paid)) {
      throw new LimitReached(
          Reason.LIMIT,
          "what was found takes %d KiB, more than a quarter of the memory that is left to keep it in"
              .formatted(bytes / 1024));
    }
  }

  /// What results take, in bytes.
  static long bytesOf(List<CheckResult> results) {
    long bytes = 0;
    for (CheckResult result : results) {
      for (Finding finding : result.findings()) {
        bytes += Budget.bytesOf(finding) + finding.row().map(Budget::bytesOf).orElse(0L);
      }
    }
    return bytes;
  }
}
