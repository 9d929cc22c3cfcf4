package dev.driftline.ssh.hostile;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// How late this machine wakes a thread at worst, a virtual one too: what must be forgiven when a deadline is measured
/// beside other work.
final class Delays implements AutoCloseable {

  private static final long STEP = Duration.ofMillis(20).toNanos();

  private final AtomicLong worst = new AtomicLong();
  private volatile boolean over;

  Delays() {
    Thread.ofPlatform().daemon().name("delays").start(this::measure);
    Thread.ofVirtual().name("delays").start(this::measure);
  }

  private void measure() {
    while (!over) {
      long due = System.nanoTime() + STEP;
      LockSupport.parkNanos(STEP);
      worst.accumulateAndGet(System.nanoTime() - due, Math::max);
    }
  }

  /// For three threads that wake one another: the timer, one more, and the one that measures.
  Duration worst() {
    return Duration.ofNanos(3 * worst.get());
  }

  @Override
  public void close() {
    over = true;
  }
}
