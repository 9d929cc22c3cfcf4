package dev.driftline.cli.process;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Notices exceptions that no thread caught. It reports each in one sentence instead of a stack trace, and the program
/// then cannot end with 0.
public final class Uncaught {

  private final AtomicBoolean seen = new AtomicBoolean();

  private Uncaught() {}

  /// Watches all threads of this process from now on, virtual threads too.
  ///
  /// @param say is called with each exception
  public static Uncaught in(Consumer<Throwable> say) {
    Uncaught uncaught = new Uncaught();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> {
      uncaught.seen.set(true);
      say.accept(thrown);
    });
    return uncaught;
  }

  /// Whether some thread ended with an exception.
  public boolean seen() {
    return seen.get();
  }
}
