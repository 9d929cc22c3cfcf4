package dev.driftline.collect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The time that one host has used. The clock runs from the host's start while we wait for the host. It stands still
/// while the host waits for us: for a place at a bastion, for a passphrase that somebody types, for memory. So a host
/// never loses time by what other hosts do. For example, a host with a limit of 60 s that waited 20 s for its bastion
/// may answer until 80 s after its start.
///
/// The deadline of the run stands still for nobody. Safe for many threads; pauses may overlap.
public final class HostClock {

  /// While a clock stands still nobody can tell when it will reach a moment, so a waiting thread looks this often.
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Duration time;
  private final Optional<Deadline> run;
  private long ranBefore;
  private long runsSince = System.nanoTime();
  private int pauses;

  /// Starts the clock.
  ///
  /// @param time how long the host may take
  /// @param run  when the whole run must be over
  public HostClock(Duration time, Optional<Deadline> run) {
    this.time = time;
    this.run = run;
  }

  /// Starts a clock of a run without a deadline.
  public HostClock(Duration time) {
    this(time, Optional.empty());
  }

  /// A time in which the clock stands still. Closing it lets the clock run again, unless another pause is open.
  public interface Pause extends AutoCloseable {
    @Override
    void close();
  }

  /// Stops the clock.
  public synchronized Pause pause() {
    // a second pause finds the clock standing, and keeps its time
    ranBefore = ranNanos();
    pauses++;
    // closing twice must not end another thread's pause
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

  /// How long we have waited for the host until now.
  public Duration ran() {
    return Duration.ofNanos(ranNanos());
  }

  /// When the time of the host or of the run is over, whichever comes first.
  public Moment end() {
    return end(Duration.ZERO);
  }

  /// The given time after the end, or before the end if it is negative.
  public Moment end(Duration after) {
    return new Moment(this, time.plus(after), run.map(deadline -> deadline.plus(after)));
  }

  /// The moment at which we will have waited this much longer for the host. The deadline of the run does not matter.
  public Moment in(Duration more) {
    return new Moment(this, ran().plus(more), Optional.empty());
  }

  /// A moment on the clock of a host. The clock may stand still before it, so its time of day is not known in advance.
  ///
  /// @param ran      how long we will have waited for the host then
  /// @param absolute the latest time at which the moment comes, whatever the clock says
  public record Moment(HostClock clock, Duration ran, Optional<Deadline> absolute) {

    /// The time left if the clock does not stop, never negative.
    public Duration left() {
      return noLater(ran.minus(clock.ran()));
    }

    public boolean passed() {
      return left().isZero();
    }

    /// How long a thread may sleep before it looks at the clock again; zero once the moment has passed.
    public Duration nextLook() {
      Duration left = left();
      // a standing clock shows the same rest for ever: without this, a thread near the end would
      // wake all the time
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
