package dev.driftline.model.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/// The memory that the hosts of a run share. A few of them need more than their own portion.
///
/// A host takes all it needs at once, and takes nothing more while it holds some. So two hosts can never wait for each
/// other. Hosts that wait are served in order.
///
/// Safe to call from any thread.
public final class SharedMemory {

  /// A permit of the semaphore stands for this many bytes.
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

  /// Takes `bytes`, if they are there now and no host waits.
  public synchronized boolean take(long bytes) {
    return queue.isEmpty() && takeNow(bytes);
  }

  private boolean takeNow(long bytes) {
    return mayEverHave(bytes) && units.tryAcquire(units(bytes));
  }

  /// Joins the line for `bytes`. The caller must close it, whether it got the bytes or not.
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

    /// Takes the bytes, if this place is the first in the line and the bytes are there now. Then it leaves the line.
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

  /// Takes `bytes`, if they are at most a quarter of the bytes that are there now. So something is left for the next
  /// host, however many hosts take memory for good.
  public synchronized boolean takePart(long bytes) {
    return bytes <= (long) units.availablePermits() * UNIT / MOST_PART && take(bytes);
  }

  /// Like [#takePart], but leaves at least half of all the memory. For things that are good to have, beside others that
  /// must be kept.
  public synchronized boolean takeSpare(long bytes) {
    boolean spare = units.availablePermits() - units(bytes) >= all / 2;
    return spare && takePart(bytes);
  }

  /// Whether there are so many bytes at all. If not, waiting for them is useless.
  public boolean mayEverHave(long bytes) {
    return bytes <= (long) all * UNIT;
  }

  /// Gives taken bytes back. The number must be the same as when they were taken.
  public void give(long bytes) {
    units.release(units(bytes));
  }

  private static int units(long bytes) {
    return (int) ((bytes + UNIT - 1) / UNIT);
  }
}
