package dev.driftline.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Does the same two things in turn, as fast as it can, until it is closed.
final class Racer implements AutoCloseable {

  /// What a racer does.
  interface Turn {
    void take() throws IOException;
  }

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong turns = new AtomicLong();
  private final Thread thread;

  Racer(Turn first, Turn second) {
    thread = Thread.ofPlatform().name("racer").start(() -> race(first, second));
  }

  private void race(Turn first, Turn second) {
    try {
      while (!stopped.get()) {
        first.take();
        second.take();
        turns.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long turns() {
    return turns.get();
  }

  @Override
  public void close() {
    stopped.set(true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
