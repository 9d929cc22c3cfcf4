package dev.driftline.model.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/// The memory that the hosts of a run share, for what a few of them need above their free part. Each takes what it needs
/// whole and at once, and takes nothing more while it holds some, so that no two can wait for each other. Who waits is
/// served in order.
///
/// Safe to call from any thread.
public final class SharedMemory {

  private static final int UNIT = 1024;
  private static final int MOST_PART = 4;

  private final int all;
  private final Semaphore units;
  private final Deque<Turn> queue = new ArrayDeque<>();

  /// @param bytes how much there is, counted in KiB
  public SharedMemory(long bytes) {
    this.all = (int) Math.min(Integer.MAX_VALUE, Math.max(0, bytes / UNIT));
    this.units = new Semaphore(all, true);
  }

  /// Takes `bytes` if they are there now and nobody waits.
  public synchronized boolean take(long bytes) {
    return queue.isEmpty() && takeNow(bytes);
  }

  private boolean takeNow(long bytes) {
    return mayEverHave(bytes) && units.tryAcquire(units(bytes));
  }

  /// Gets in line for `bytes`. Close it when nobody waits any more.
  public synchronized Turn queueUp(long bytes) {
    Turn turn = new Turn(bytes);
    queue.add(turn);
    return turn;
  }

  /// A place in the line.
  public final class Turn implements AutoCloseable {

    private final long bytes;

    private Turn(long bytes) {
      this.bytes = bytes;
    }

    /// Takes the bytes if it is the first in the line and they are there now; then it is in the line no more.
    public boolean take() {
      synchronized (SharedMemory.this) {
        boolean taken = queue.peek() == this && takeNow(bytes);
        if (taken) {
          queue.remove();
        }
        return taken;
      }
    }

    @Override
    public void close() {
      synchronized (SharedMemory.this) {
        queue.remove(this);
      }
    }
  }

  /// Takes `bytes` if they are at most a quarter of what is there now. So however many take for good, and however much
  /// each wants, something is left for the next.
  public synchronized boolean takePart(long bytes) {
    return bytes <= (long) units.availablePermits() * UNIT / MOST_PART && take(bytes);
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
