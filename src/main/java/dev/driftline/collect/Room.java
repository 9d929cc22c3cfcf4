package dev.driftline.collect;

import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.SharedMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The memory for the output of one host, until it is read. Each host has a free part. A host that says more takes one
/// share of the memory that all hosts use in common; a share is enough for all that a host may say. While a host waits
/// for its share, nothing more is received from it, and its clock stands still.
///
/// A host behind a bastion does not wait: its output would pile up in the bastion's session, which other hosts use too.
/// Such a host gets its share at once or not at all.
final class Room implements AutoCloseable {

  /// Bytes of memory per byte received: the arrays that hold the output double when they are full.
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

  /// @param free     the memory that every host has, in bytes
  /// @param clock    of the host
  /// @param patience how long the host may wait for its share
  /// @param over     why the run is over; empty while it goes on
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

  /// A room that is always large enough.
  static Room ample() {
    HostClock clock = new HostClock(Duration.ofDays(1));
    return new Room(Long.MAX_VALUE, new SharedMemory(0), clock, Duration.ZERO, Optional::empty);
  }

  /// Makes room for this many bytes more, and waits for a share if one is needed. Called by one thread at a time.
  ///
  /// @return whether there is room
  synchronized boolean make(int bytes) {
    received += bytes;
    // the share is taken once, when the free part is full; a host that was refused does not ask
    // again
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
    // somebody else has the last share: wait in line, with the clock stopped
    Deadline last = Deadline.in(patience);
    try (HostClock.Pause _ = clock.pause();
        SharedMemory.Turn turn = shared.queueUp(SHARE)) {
      while (shared.mayEverHave(SHARE) && !closed && !last.passed() && over.get().isEmpty()) {
        // nobody wakes us when a share is given back, so we look; close() wakes us
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

  /// The output is not needed any more. Gives the share back.
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
