package dev.driftline.cli.process;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What no thread caught: a sentence instead of Java's trace, and never success.
public final class Uncaught {

  private final AtomicBoolean seen = new AtomicBoolean();

  private Uncaught() {}

  /// Hears of every thread of this process from now on, virtual ones too.
  ///
  /// @param say is given the sentence
  public static Uncaught in(Consumer<Throwable> say) {
    Uncaught uncaught = new Uncaught();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> {
      uncaught.seen.set(true);
      say.accept(thrown);
    });
    return uncaught;
  }

  /// Whether a thread was ended by something that nobody expected.
  public boolean seen() {
    return seen.get();
  }
}
