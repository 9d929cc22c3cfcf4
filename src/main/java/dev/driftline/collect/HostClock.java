package dev.driftline.collect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The time of one host. It runs from the host's start while the host is waited for, and stands still while the host
/// waits for this program: for a place at a bastion, for a passphrase that somebody types. So what others do uses up
/// none of it.
///
/// The deadline of the run stands still for nobody. Safe for many threads; pauses may overlap.
public final class HostClock {

  /// A moment on a clock that stands still cannot be told in advance: one looks again so often.
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Duration time;
  private final Optional<Deadline> run;
  private long ranBefore;
  private long runsSince = System.nanoTime();
  private int pauses;

  /// Starts it.
  ///
  /// @param time for the host alone
  /// @param run  when the whole run must be over
  public HostClock(Duration time, Optional<Deadline> run) {
    this.time = time;
    this.run = run;
  }

  /// Starts a clock of a run without a deadline.
  public HostClock(Duration time) {
    this(time, Optional.empty());
  }

  /// Close it when the host is waited for again.
  public interface Pause extends AutoCloseable {
    @Override
    void close();
  }

  /// Stops the clock.
  public synchronized Pause pause() {
    ranBefore = ranNanos();
    pauses++;
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        resume();
      }
    };
  }

  private synchronized void resume() {
    pauses--;
    runsSince = System.nanoTime();
  }

  private synchronized long ranNanos() {
    return pauses > 0 ? ranBefore : ranBefore + System.nanoTime() - runsSince;
  }

  private synchronized boolean stands() {
    return pauses > 0;
  }

  /// How long the host was waited for until now.
  public Duration ran() {
    return Duration.ofNanos(ranNanos());
  }

  /// When the time of the host or of the run is over, whichever comes first.
  public Moment end() {
    return end(Duration.ZERO);
  }

  /// So long after the end, or before it if negative.
  public Moment end(Duration after) {
    return new Moment(this, time.plus(after), run.map(deadline -> deadline.plus(after)));
  }

  /// When the host will have been waited for so much longer.
  public Moment in(Duration more) {
    return new Moment(this, ran().plus(more), Optional.empty());
  }

  /// A moment on the clock of a host. When it comes is known only once it has come.
  ///
  /// @param ran      how long the host will have been waited for then
  /// @param absolute comes no later than that
  public record Moment(HostClock clock, Duration ran, Optional<Deadline> absolute) {

    /// What is left if the clock does not stop, never negative.
    public Duration left() {
      return noLater(ran.minus(clock.ran()));
    }

    public boolean passed() {
      return left().isZero();
    }

    /// How long one may sleep before looking again: zero once it has passed.
    public Duration nextLook() {
      Duration left = left();
      boolean soon = clock.stands() && left.compareTo(GLANCE) < 0 && !left.isZero();
      return soon ? noLater(GLANCE) : left;
    }

    private Duration noLater(Duration own) {
      Duration first =
          absolute.map(Deadline::left).filter(left -> left.compareTo(own) < 0).orElse(own);
      return first.isNegative() ? Duration.ZERO : first;
    }
  }
}
