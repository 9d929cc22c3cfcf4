package dev.driftline.model.budget;

/// How the memory of this process is shared out among the hosts of a run. Together the portions are at most half of it.
///
/// @param workers   how many hosts are read and judged at the same time
/// @param working   for each of these, in bytes: what reading and judging one host may take
/// @param receiving for each host that is being asked, in bytes: what is kept of it before it is read
/// @param shared    for what single hosts need above that, until they are read, in bytes
/// @param kept      for what is kept of hosts that have many findings, until the end of the run, in bytes. Apart from
///     `shared`, so that hosts with many findings keep no other from being received
public record Portions(int workers, long working, long receiving, long shared, long kept) {

  private static final long MEBIBYTE = 1024 * 1024;

  /// Less than this no worker can work with.
  private static final long LEAST_WORKING = 16 * MEBIBYTE;

  private static final long MOST_RECEIVING = MEBIBYTE;

  /// Less than this is of no use to any host.
  private static final long LEAST_SHARED = 8 * MEBIBYTE;

  /// Shares out `bytes`.
  ///
  /// @param processors of this machine
  /// @param forks      how many hosts are asked at the same time
  public static Portions of(long bytes, int processors, int forks) {
    int workers = Math.clamp(bytes / 2 / LEAST_WORKING, 1, processors);
    long working = Math.min(Budget.BYTES, bytes / 2 / workers);
    long receiving = Math.min(MOST_RECEIVING, bytes / 8 / forks);
    long rest = bytes - workers * working - forks * receiving;
    long shared = Math.max(rest / 2, Math.min(rest, LEAST_SHARED));
    return new Portions(workers, working, receiving, shared, rest - shared);
  }
}
