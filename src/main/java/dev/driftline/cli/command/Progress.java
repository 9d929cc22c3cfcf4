package dev.driftline.cli.command;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Terminal;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Host;
import dev.driftline.text.Ascii;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import dev.driftline.text.TextWidth;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// Shows how far a run has come: `120 of 214 hosts, 2 unreachable, 8 s`. The last five hosts are named: `118 of 120
/// hosts, 2 unreachable, 41 s; waiting for web3, db1`.
///
/// It is one line on stderr that is written again every second, and when a host is done, but then five times per second
/// at most. It shows nothing in the first second, or if stderr is not a terminal. Safe for use by several threads.
public final class Progress implements AutoCloseable {

  /// Calls back about every second, until what it returns is run.
  interface Ticker {
    Runnable start(Runnable tick);
  }

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(200);
  private static final int NAMED = 5;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final Terminal terminal;
  private final LongSupplier clock;
  private final int total;
  private final long started;
  private final Set<String> waiting;
  private long shown;
  private boolean visible;
  private boolean closed;
  private int unreachable;

  private Runnable stop = () -> {};

  private Progress(
      PrintWriter err, Terminal terminal, Collection<String> hosts, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.total = hosts.size();
    this.waiting = new LinkedHashSet<>(hosts);
    this.started = clock.getAsLong();
    this.shown = started;
  }

  /// Shows the progress of a run over these hosts from now on.
  public static Progress of(Console console, List<Host> hosts) {
    return of(
        console.err(),
        console.terminal(),
        hosts.stream().map(Host::name).toList(),
        System::nanoTime,
        tick -> Ticks.start(SECOND, tick));
  }

  /// The progress of these hosts on another terminal.
  ///
  /// @param clock nanoseconds
  public static Progress of(
      PrintWriter err,
      Terminal terminal,
      Collection<String> hosts,
      LongSupplier clock,
      Ticker ticker) {
    Progress progress = new Progress(err, terminal, hosts, clock);
    if (terminal.stderr()) {
      progress.stop = ticker.start(progress::show);
    }
    return progress;
  }

  public synchronized void done(HostResult host) {
    waiting.remove(host.host());
    if (host.outcome() instanceof Outcome.Unreachable) {
      unreachable++;
    }
    if (clock.getAsLong() - shown >= PACE.toNanos()) {
      show();
    }
  }

  private synchronized void show() {
    long now = clock.getAsLong();
    if (closed || terminal.progress().isEmpty() || now - started < SECOND.toNanos()) {
      return;
    }
    shown = now;
    visible = true;
    String line = line(Duration.ofNanos(now - started).toSeconds());
    String ascii = terminal.ascii() ? Ascii.of(line) : line;
    // the last column stays free: some terminals go to the next line when it is written
    err.print(CLEAR + TextWidth.cut(ascii, terminal.progress().getAsInt() - 1));
    err.flush();
  }

  private String line(long seconds) {
    String counts =
        "%d of %s, %d unreachable, %d s"
            .formatted(total - waiting.size(), Count.of(total, "host"), unreachable, seconds);
    return waiting.isEmpty() || waiting.size() > NAMED
        ? counts
        : counts + "; waiting for " + Escape.line(String.join(", ", waiting));
  }

  /// Erases the line, so that the report begins at the left edge. Nothing is shown after that.
  @Override
  public void close() {
    end();
    stop.run();
  }

  private synchronized void end() {
    closed = true;
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
