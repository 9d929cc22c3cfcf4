package dev.driftline.run;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.Undecided;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.util.List;

/// Pays for the findings and evidence that are kept until the report is written. Each host has 4 KiB free. It takes the
/// rest from memory that all hosts share, and gets at most a quarter of what is left there. For example, if 40 MiB are
/// left, a host may take 10 MiB; the next host may then take 7.5 MiB. So something is left for every host.
///
/// @param shared the common memory. It gets nothing back: findings are kept until the end
/// @param paid   what is free, or was paid before for the same host, in bytes
public record KeptMemory(SharedMemory shared, long paid) {

  /// Free per host, and once more when its peers were judged, in bytes. An ordinary finding takes 1 KiB.
  private static final long FREE = 4 * 1024;

  public KeptMemory(SharedMemory shared) {
    this(shared, FREE);
  }

  /// The account of a host that has paid for these results already.
  KeptMemory beside(List<CheckResult> results) {
    return new KeptMemory(shared, FREE + bytesOf(results));
  }

  /// Pays for `bytes` of one host, or throws and takes nothing.
  ///
  /// @throws LimitReached if one host may not have so much
  public void pay(long bytes) {
    if (bytes > paid && !shared.takePart(bytes - paid)) {
      throw new LimitReached(
          Reason.LIMIT,
          "what was found takes %d KiB, more than a quarter of the memory that is left to keep it in"
              .formatted(bytes / 1024));
    }
  }

  /// Pays for `bytes` of one host, rows that could not be judged included. All hosts together may have half of the
  /// memory for such rows, so that findings always find room. If it is too much, nothing is taken.
  ///
  /// @return whether it was paid
  boolean paysWithUndecidedRows(long bytes) {
    return bytes <= paid || shared.takeSpare(bytes - paid);
  }

  /// The memory of the findings and undecided rows of these results, in bytes.
  public static long bytesOf(List<CheckResult> results) {
    long bytes = 0;
    for (CheckResult result : results) {
      for (Finding finding : result.findings()) {
        bytes += Budget.bytesOf(finding) + finding.row().map(Budget::bytesOf).orElse(0L);
      }
      for (Undecided.Entry entry : result.undecided().rows()) {
        bytes += Budget.bytesOf(entry) + entry.row().map(Budget::bytesOf).orElse(0L);
      }
    }
    return bytes;
  }
}
