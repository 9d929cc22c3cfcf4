package dev.driftline.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs a task about once per period, on a thread of its own that does not keep the program alive.
final class Ticks {

  private final CountDownLatch over = new CountDownLatch(1);
  private final Duration period;
  private final Runnable task;

  private Ticks(Duration period, Runnable task) {
    this.period = period;
    this.task = task;
  }

  /// Starts the thread. The task runs after each period, first after one period.
  ///
  /// @return ends the thread, and returns when it has ended. Must not be called by the task, nor under a lock that the
  ///     task takes
  static Runnable start(Duration period, Runnable task) {
    Ticks ticks = new Ticks(period, task);
    Thread thread = Thread.ofPlatform().daemon().name("ticks").start(ticks::run);
    return () -> ticks.stop(thread);
  }

  private void run() {
    try {
      while (!over.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        task.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop(Thread thread) {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
