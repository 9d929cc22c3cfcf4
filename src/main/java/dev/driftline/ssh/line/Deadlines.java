package dev.driftline.ssh.line;

import dev.driftline.collect.Deadline;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does things when a moment has come, on one platform thread: virtual threads can be starved by a host
/// that floods, and a deadline must not be. What is to be done must not block.
public final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  public Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ssh deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Cancel the future when nobody waits any more.
  public Future<?> at(Deadline deadline, Runnable action) {
    return timer.schedule(action, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
