package dev.driftline.collect;

import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The memory for what one host says, until it is read: a free part, and above it a share of the common memory that
/// is enough for all that a host may say. While the share is waited for, nothing more is received of that host, and its
/// clock stands still.
///
/// Behind a bastion nobody waits: what a host says there piles up in the bastion's session, which other hosts use too.
/// Such a host gets its share at once or not at all.
final class Room implements AutoCloseable {

  /// A byte that was received takes up to two: the arrays that hold what was said double when they are full.
  private static final int GROWTH = 2;

  static final long SHARE = (long) GROWTH * Frames.HOST_BYTES;

  private static final Duration GLANCE = Duration.ofMillis(250);

  private final long free;
  private final SharedMemory shared;
  private final HostClock clock;
  private final Duration patience;
  private final Supplier<Optional<LimitReached>> over;
  private long received;
  private boolean taken;
  private boolean refused;
  private boolean closed;

  /// @param free     what is there in any case, in bytes
  /// @param clock    of the host
  /// @param patience how long the host may wait for its share
  /// @param over     why the run is over, if it is
  Room(
      long free,
      SharedMemory shared,
      HostClock clock,
      Duration patience,
      Supplier<Optional<LimitReached>> over) {
    this.free = free;
    this.shared = shared;
    this.clock = clock;
    this.patience = patience;
    this.over = over;
  }

  /// The room of one host for which there is always enough.
  static Room ample() {
    HostClock clock = new HostClock(Duration.ofDays(1));
    return new Room(Long.MAX_VALUE, new SharedMemory(0), clock, Duration.ZERO, Optional::empty);
  }

  /// Makes room for so many bytes more, and waits for it if need be. Called by one thread at a time.
  ///
  /// @return whether there is room
  synchronized boolean make(int bytes) {
    received += bytes;
    if (received * GROWTH > free && !taken && !refused) {
      taken = share();
      refused = !taken;
    }
    return !refused;
  }

  private boolean share() {
    if (shared.take(SHARE)) {
      return true;
    }
    Deadline last = Deadline.in(patience);
    try (HostClock.Pause _ = clock.pause();
        SharedMemory.Turn turn = shared.queueUp(SHARE)) {
      while (shared.mayEverHave(SHARE) && !closed && !last.passed() && over.get().isEmpty()) {
        wait(GLANCE.toMillis());
        if (!closed && turn.take()) {
          return true;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /// What the host said is garbage now.
  @Override
  public synchronized void close() {
    closed = true;
    if (taken) {
      taken = false;
      shared.give(SHARE);
    }
    notifyAll();
  }
}
