package dev.driftline.ssh.line;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs actions at their deadlines, on one platform thread. A host that floods can keep virtual threads from running,
/// and deadlines must hold then, too. The actions must not block.
public final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  public Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ssh deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Runs the action at this moment. Cancel the future when the action is no longer needed.
  public Future<?> at(Deadline deadline, Runnable action) {
    return timer.schedule(action, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Runs the action at a moment of a host's clock. If the clock was paused meanwhile, so that the moment is later than
  /// it seemed, waits again. Cancel the alarm when the action is no longer needed.
  public Alarm at(HostClock.Moment moment, Runnable action) {
    Alarm alarm = new Alarm(moment, action);
    alarm.look();
    return alarm;
  }

  /// An action that waits for its moment.
  public final class Alarm {

    private final HostClock.Moment moment;
    private final Runnable action;
    private Optional<Future<?>> nextLook = Optional.empty();
    private boolean cancelled;

    private Alarm(HostClock.Moment moment, Runnable action) {
      this.moment = moment;
      this.action = action;
    }

    private void look() {
      if (due()) {
        action.run();
      }
    }

    private synchronized boolean due() {
      if (cancelled || moment.passed()) {
        return !cancelled;
      }
      nextLook = Optional.of(at(Deadline.in(moment.nextLook()), this::look));
      return false;
    }

    public synchronized void cancel() {
      cancelled = true;
      nextLook.ifPresent(look -> look.cancel(false));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
