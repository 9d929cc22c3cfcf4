package dev.driftline.cli.command;

import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/// Shows how far a run has come: `120 of 214 hosts, 2 unreachable, 8 s`. It is one line on stderr that is written again
/// five times per second at most. It shows nothing in the first second, or if stderr is not a terminal. Used by one
/// thread, the one that consumes the answers.
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

  /// Erases the line, so that the report begins at the left edge.
  void clear() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
