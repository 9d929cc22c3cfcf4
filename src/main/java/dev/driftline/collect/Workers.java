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

/// The few threads on which answers are read and judged. Threads of the platform: a virtual thread that computes is
/// never interrupted in favour of another, so that one hostile answer for each processor would stop the whole run.
///
/// They start when the first work comes. Each works on one host at a time, with that host's budget. Work that does
/// not end, because it forgets to ask its budget, is given up, and its thread is replaced, a bounded number of times.
/// Safe to call from any thread.
public final class Workers {

  /// How much CPU time given-up work has used: three times what a host may.
  private static final Duration STUCK_CPU = Budget.CPU.multipliedBy(3);

  /// How long work may take that does not use the CPU, or gets none on a busy machine.
  private static final Duration STUCK = Duration.ofMinutes(5);

  /// How long work may go on when the run is over: its budget ends it at the next look.
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
  /// @param bytes  how much memory each may use for the host it works on
  /// @param over   why the run is over, if it is; asked often, from any thread
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

  /// What one host may cost.
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

  /// Begins some work on a host, as soon as a thread is free.
  ///
  /// @param budget of the host, which `work` uses
  public <T> Work<T> begin(Budget budget, Supplier<T> work) {
    return new Work<>(budget, work);
  }

  /// When nobody waits any more for work that has not ended.
  private synchronized boolean isTooLate() {
    if (lastMoment.isEmpty()) {
      lastMoment = Optional.of(Deadline.in(GRACE));
    }
    return lastMoment.get().passed();
  }

  private synchronized void lose() {
    alive.decrementAndGet();
    if (replaced.incrementAndGet() <= MOST_REPLACED) {
      alive.incrementAndGet();
      threads.setMaximumPoolSize(threads.getMaximumPoolSize() + 1);
      threads.setCorePoolSize(threads.getCorePoolSize() + 1);
    }
  }

  /// Some work on one host.
  public final class Work<T> {

    private record Begun(long threadId, long nanoTime) {}

    private final Future<T> future;
    private volatile Optional<Begun> begun = Optional.empty();

    /// What the thread had used when it was first suspected.
    private OptionalLong cpuBefore = OptionalLong.empty();

    private Work(Budget budget, Supplier<T> work) {
      this.future = threads.submit(() -> run(budget, work));
    }

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

    private void giveUpIfNeeded() {
      Optional<LimitReached> end = over.get();
      if (end.isPresent() && isTooLate()) {
        future.cancel(false);
        cutShort = true;
        throw end.get();
      }
      boolean stuck = begun.map(this::isStuck).orElse(false);
      if (stuck) {
        lose();
      }
      if (stuck || (begun.isEmpty() && alive.get() == 0)) {
        future.cancel(false);
        throw new LimitReached(
            Reason.LIMIT, "what the host said costs too much: reading it does not end");
      }
    }

    /// The CPU time is asked for only when enough time has passed, and counts from then on.
    private boolean isStuck(Begun since) {
      long took = System.nanoTime() - since.nanoTime();
      if (took < stuckCpu.toNanos()) {
        return false;
      }
      long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(since.threadId());
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
