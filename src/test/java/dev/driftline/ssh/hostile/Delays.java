package dev.driftline.ssh.hostile;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// How late this machine wakes a thread at worst: what must be forgiven when a deadline is measured beside other work.
final class Delays implements AutoCloseable {

  private static final long STEP = Duration.ofMillis(20).toNanos();

  private volatile boolean over;
  private volatile long worst;

  Delays() {
    Thread.ofPlatform().daemon().name("delays").start(this::measure);
  }

  private void measure() {
    while (!over) {
      long due = System.nanoTime() + STEP;
      LockSupport.parkNanos(STEP);
      worst = Math.max(worst, System.nanoTime() - due);
    }
  }

  Duration worst() {
    return Duration.ofNanos(worst);
  }

  @Override
  public void close() {
    over = true;
  }
}
