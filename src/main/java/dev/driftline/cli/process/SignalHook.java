package dev.driftline.cli.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Cancels the run when SIGINT, SIGTERM or SIGHUP ends the program early. The program then waits up to 1.8 s for the
/// report of the results so far. The exit code is the JVM's own for the signal: 130, 143 or 129. A second signal ends
/// the program at once.
public final class SignalHook implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(1_800);

  private final CountDownLatch reported = new CountDownLatch(1);
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final Thread hook;

  public SignalHook(Runnable cancel) {
    this.hook = Thread.ofPlatform().unstarted(() -> end(cancel));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(Runnable cancel) {
    signalled.set(true);
    SecondSignal.endsAtOnce();
    cancel.run();
    // the JVM ends when this thread does, so it waits until the report is written
    try {
      reported.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The report is written: the program may end.
  @Override
  public void close() {
    reported.countDown();
    if (!signalled.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        signalled.set(
            true); // the signal came just now, and the hook runs already; it does not wait any more
      }
    }
  }
}
