package dev.driftline.cli;

import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/// How far a run has come, on one line of a terminal's stderr that is written over and over. Says nothing in the first
/// second, and nothing at all where stderr is no terminal. Belongs to the thread that consumes the answers.
final class Progress {

  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(200);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final int total;
  private final long started = System.nanoTime();
  private long shown;
  private boolean visible;
  private int done;
  private int unreachable;

  Progress(PrintWriter err, boolean terminal, int total) {
    this.err = err;
    this.terminal = terminal;
    this.total = total;
    this.shown = started + QUIET.minus(PACE).toNanos();
  }

  void done(HostResult host) {
    done++;
    if (host.outcome() instanceof Outcome.Unreachable) {
      unreachable++;
    }
    long now = System.nanoTime();
    if (terminal && now - shown >= PACE.toNanos()) {
      shown = now;
      visible = true;
      err.print(
          "%s%d of %d hosts, %d unreachable, %d s"
              .formatted(
                  CLEAR, done, total, unreachable, Duration.ofNanos(now - started).toSeconds()));
      err.flush();
    }
  }

  /// Takes the line away, so that the report begins at the left edge.
  void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
