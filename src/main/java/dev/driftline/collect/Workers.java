package dev.driftline.collect;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The few threads on which answers are read and judged. They are platform threads: a virtual thread that computes is
/// never interrupted in favour of another one, so one hostile answer per processor would stop the whole run.
///
/// The threads start with the first work. Each works on one host at a time, with that host's budget. If work does not
/// end, because it forgets to ask its budget, it is given up and its thread is replaced, at most 16 times. Safe to call
/// from any thread.
public final class Workers {

  /// Work is given up after this much CPU time: three times as much as a host may use.
  private static final Duration STUCK_CPU = Budget.CPU.multipliedBy(3);

  /// Work is given up after this time if it uses no CPU, or gets none on a busy machine.
  private static final Duration STUCK = Duration.ofMinutes(5);

  /// How long work may go on when the run is over. Work that asks its budget ends sooner.
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final int MOST_REPLACED = 16;

  private final long bytes;
  private final Supplier<Optional<LimitReached>> over;
  private final Duration stuckCpu;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger alive;
  private final AtomicInteger replaced = new AtomicInteger();
  private volatile boolean cutShort;
  private Optional<Deadline> lastMoment = Optional.empty();

  /// @param number how many threads
  /// @param bytes  how much memory each thread may use for the host it works on
  /// @param over   why the run is over; empty while it goes on. Asked often, from any thread
  public Workers(int number, long bytes, Supplier<Optional<LimitReached>> over) {
    this(number, bytes, over, STUCK_CPU);
  }

  Workers(int number, long bytes, Supplier<Optional<LimitReached>> over, Duration stuckCpu) {
    this.bytes = bytes;
    this.over = over;
    this.stuckCpu = stuckCpu;
    this.alive = new AtomicInteger(number);
    this.threads =
        new ThreadPoolExecutor(
            number,
            number,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("worker-", 1).factory());
  }

  /// A new budget for one host.
  public Budget budget() {
    return Budget.of(bytes, this::end);
  }

  private Optional<LimitReached> end() {
    Optional<LimitReached> end = over.get();
    cutShort |= end.isPresent();
    return end;
  }

  /// Whether the end of the run has kept some work from being done to its end.
  public boolean cutShort() {
    return cutShort;
  }

  /// Begins work on a host as soon as a thread is free.
  ///
  /// @param budget the host's, which `work` must ask
  public <T> Work<T> begin(Budget budget, Supplier<T> work) {
    return new Work<>(budget, work);
  }

  /// Whether the run has been over for so long that nobody waits for unfinished work. All hosts share this moment, so a
  /// run with many of them ends as soon as a run with one.
  private synchronized boolean isTooLate() {
    if (lastMoment.isEmpty()) {
      lastMoment = Optional.of(Deadline.in(GRACE));
    }
    return lastMoment.get().passed();
  }

  /// Counts a thread that is stuck, and allows the pool one more in its place. The stuck thread itself stays in the
  /// pool: Java cannot end it.
  private synchronized void lose() {
    alive.decrementAndGet();
    if (replaced.incrementAndGet() <= MOST_REPLACED) {
      alive.incrementAndGet();
      threads.setMaximumPoolSize(threads.getMaximumPoolSize() + 1);
      threads.setCorePoolSize(threads.getCorePoolSize() + 1);
    }
  }

  /// Work on one host that was begun, or waits for a thread.
  public final class Work<T> {

    private record Begun(long threadId, long nanoTime) {}

    private final Future<T> future;
    private volatile Optional<Begun> begun = Optional.empty();

    /// The thread's CPU time at the first look, in nanoseconds.
    private OptionalLong cpuBefore = OptionalLong.empty();

    private Work(Budget budget, Supplier<T> work) {
      this.future = threads.submit(() -> run(budget, work));
    }

    /// On the worker's thread. `begun` tells the waiting thread whom to watch.
    private T run(Budget budget, Supplier<T> work) {
      begun = Optional.of(new Begun(Thread.currentThread().threadId(), System.nanoTime()));
      budget.begin();
      try {
        return work.get();
      } finally {
        budget.end();
      }
    }

    /// Waits for the result. What the work throws is thrown here. An interrupt does not end the wait; it stays set.
    ///
    /// @throws LimitReached if the run is over before the work is done, or the work does not end
    public T await() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return future.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
          } catch (InterruptedException _) {
            interrupted = true;
          } catch (TimeoutException _) {
            giveUpIfNeeded();
          }
        }
      } catch (ExecutionException e) {
        throw thrown(e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /// Looks at the work from the waiting thread. Nothing happens if the work may go on.
    ///
    /// @throws LimitReached if nobody should wait any longer
    private void giveUpIfNeeded() {
      // the run is over: its report must not wait
      Optional<LimitReached> end = over.get();
      if (end.isPresent() && isTooLate()) {
        future.cancel(false);
        cutShort = true;
        throw end.get();
      }
      // the work does not end: another thread takes the place of its thread
      boolean stuck = begun.map(this::isStuck).orElse(false);
      if (stuck) {
        lose();
      }
      // the work was not begun, and every thread is stuck for good: it would wait for ever
      if (stuck || (begun.isEmpty() && alive.get() == 0)) {
        future.cancel(false);
        throw new LimitReached(
            Reason.LIMIT, "what the host said costs too much: reading it does not end");
      }
    }

    /// Work counts as stuck after so much CPU time, or after so much time if it gets no CPU.
    private boolean isStuck(Begun since) {
      // asking for CPU time is not free, and no work can be stuck before this much time has passed
      long took = System.nanoTime() - since.nanoTime();
      if (took < stuckCpu.toNanos()) {
        return false;
      }
      long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(since.threadId());
      // the thread has worked on other hosts before, so only what it uses from here on counts
      if (cpuBefore.isEmpty()) {
        cpuBefore = OptionalLong.of(cpu);
      }
      return took > STUCK.toNanos() || cpu - cpuBefore.getAsLong() > stuckCpu.toNanos();
    }
  }

  private static RuntimeException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException thrown -> thrown;
      case Error thrown -> throw thrown;
      case null, default -> new IllegalStateException(e);
    };
  }
}
