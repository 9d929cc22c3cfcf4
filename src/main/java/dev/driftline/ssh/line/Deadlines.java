package dev.driftline.ssh.line;

import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import java.util.Optional;
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

  /// As soon as the moment has come, looking again as often as the clock made it later. Cancel it when nobody waits any
  /// more.
  public Alarm at(HostClock.Moment moment, Runnable action) {
    Alarm alarm = new Alarm(moment, action);
    alarm.look();
    return alarm;
  }

  /// Something to be done at a moment of a host's clock.
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
