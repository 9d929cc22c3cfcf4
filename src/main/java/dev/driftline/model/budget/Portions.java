package dev.driftline.model.budget;

/// How the memory of this process is shared out among the hosts of a run. The budget for all portions is half of the
/// heap. For example, of 512 MiB on 4 processors with 50 forks, 4 workers get 32 MiB each.
///
/// @param workers   how many hosts are read and judged at the same time
/// @param working   bytes per worker, for reading and judging one host
/// @param receiving bytes per host that is being asked, for its output before it is read
/// @param shared    bytes for hosts that send more than `receiving`, until they are read
/// @param kept      bytes for hosts with many findings, until the end of the run. Apart from `shared`, so that these
///     hosts cannot keep others from being received
public record Portions(int workers, long working, long receiving, long shared, long kept) {

  private static final long MEBIBYTE = 1024 * 1024;

  /// A worker cannot work with less.
  private static final long LEAST_WORKING = 16 * MEBIBYTE;

  private static final long MOST_RECEIVING = MEBIBYTE;

  /// Less is of no use to any host.
  private static final long LEAST_SHARED = 8 * MEBIBYTE;

  /// Shares out `bytes`.
  ///
  /// @param processors of this machine
  /// @param forks      how many hosts are asked at the same time
  public static Portions of(long bytes, int processors, int forks) {
    // up to half for the workers, as many as there are processors and as get enough each
    int workers = Math.clamp(bytes / 2 / LEAST_WORKING, 1, processors);
    long working = Math.min(Budget.BYTES, bytes / 2 / workers);
    // up to an eighth for the output of hosts that are being asked
    long receiving = Math.min(MOST_RECEIVING, bytes / 8 / forks);
    // the rest is halved, but `shared` gets enough for one host first
    long rest = bytes - workers * working - forks * receiving;
    long shared = Math.max(rest / 2, Math.min(rest, LEAST_SHARED));
    return new Portions(workers, working, receiving, shared, rest - shared);
  }
}
