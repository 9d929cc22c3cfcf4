package dev.driftline.cli.process;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Cancels the run when SIGINT, SIGTERM or SIGHUP ends the program early. The program then waits up to 1.8 s for the
/// report of the results so far. The exit code is the JVM's own for the signal: 130, 143 or 129. A second signal ends
/// the program at once.
///
/// The report must tell the same code. So [#over] settles it before the report is written: what comes later changes
/// neither the report nor the exit code.
public final class SignalHook {

  private static final Duration PATIENCE = Duration.ofMillis(1_800);

  /// The JVM handles each signal on a thread of this name (`jdk.internal.misc.Signal`).
  private static final Map<String, Integer> HANDLERS =
      Map.of("SIGINT handler", 130, "SIGTERM handler", 143, "SIGHUP handler", 129);

  /// The hook of the run, if there is one. A process has one run.
  private static final AtomicReference<SignalHook> OF_PROCESS = new AtomicReference<>();

  private final Runnable cancel;
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);
  private final CountDownLatch reported = new CountDownLatch(1);

  // guarded by this
  private boolean over;
  private boolean signalled;
  private OptionalInt code = OptionalInt.empty();

  private SignalHook(Runnable cancel) {
    this.cancel = cancel;
  }

  /// The hook of this process from now on.
  ///
  /// @param cancel ends the run early
  public static SignalHook of(Runnable cancel) {
    SignalHook made = new SignalHook(cancel);
    OF_PROCESS.set(made);
    try {
      Runtime.getRuntime().addShutdownHook(made.hook);
    } catch (IllegalStateException _) {
      // a signal is ending the program already
      boolean _ = made.signalled();
      cancel.run();
    }
    return made;
  }

  private void end() {
    boolean inTime = signalled();
    SecondSignal.endsAtOnce();
    if (inTime) {
      cancel.run();
    }
    // the JVM ends when this thread does, so it waits until the report is written
    try {
      if (reported.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && !inTime) {
        Runtime.getRuntime().halt(code().orElseThrow());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return whether the run was not over yet
  private synchronized boolean signalled() {
    signalled = true;
    if (!over) {
      code =
          Thread.getAllStackTraces().keySet().stream()
              .map(thread -> HANDLERS.get(thread.getName()))
              .filter(known -> known != null)
              .mapToInt(Integer::intValue)
              .findFirst();
    }
    return !over;
  }

  private synchronized OptionalInt code() {
    return code;
  }

  /// Settles the end of the run, before its report is written.
  ///
  /// @return the exit code, if a signal ended the run
  public synchronized OptionalInt over() {
    over = true;
    return code;
  }

  /// The program ends with `code`, and all is written. If a signal came after the run was over, the code is this one all
  /// the same.
  public static void ends(int code) {
    SignalHook hook = OF_PROCESS.get();
    if (hook != null) {
      hook.endsWith(code);
    }
  }

  private void endsWith(int last) {
    synchronized (this) {
      if (over && code.isEmpty()) {
        code = OptionalInt.of(last);
      }
      if (!signalled) {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
          // the signal came just now: the hook ends the program
        }
      }
    }
    reported.countDown();
  }
}
