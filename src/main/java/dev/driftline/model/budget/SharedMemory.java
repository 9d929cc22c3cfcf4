package dev.driftline.model.budget;

import java.util.concurrent.Semaphore;

/// The memory that the hosts of a run share, for what a few of them need above their free part. Each takes what it needs
/// whole and at once, and takes nothing more while it holds some, so that no two can wait for each other.
///
/// Safe to call from any thread.
public final class SharedMemory {

  private static final int UNIT = 1024;

  private final int all;
  private final Semaphore units;

  /// @param bytes how much there is, counted in KiB
  public SharedMemory(long bytes) {
    this.all = (int) Math.min(Integer.MAX_VALUE, Math.max(0, bytes / UNIT));
    this.units = new Semaphore(all, true);
  }

  /// Takes `bytes` if they are there now.
  public boolean take(long bytes) {
    return mayEverHave(bytes) && units.tryAcquire(units(bytes));
  }

  /// Whether there are so many at all, so that it is worth waiting for them.
  public boolean mayEverHave(long bytes) {
    return bytes <= (long) all * UNIT;
  }

  /// Gives back what was taken.
  public void give(long bytes) {
    units.release(units(bytes));
  }

  private static int units(long bytes) {
    return (int) ((bytes + UNIT - 1) / UNIT);
  }
}
