package dev.driftline.collect.local;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Moves bytes between one local process and the [Transport.Streams]. It has a thread per stream, so a full pipe or a
/// silent process cannot block the thread that waits for the end.
///
/// They are platform threads, because reading a pipe would block the carrier of a virtual thread. They are daemons,
/// because such a read may never return: a process that was left behind may hold the pipe open.
final class LocalStreams {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Process process;
  private final Transport.Streams streams;
  private int open = 2;
  private boolean closed;

  LocalStreams(Process process, Transport.Streams streams) {
    this.process = process;
    this.streams = streams;
  }

  /// Takes one piece of output.
  private interface Sink {
    void accept(byte[] bytes, int offset, int length);
  }

  void start(byte[] script) {
    String name = "local-" + process.pid();
    daemon(name + "-stdout", () -> pump(process.getInputStream(), streams::stdout));
    daemon(name + "-stderr", () -> pump(process.getErrorStream(), streams::stderr));
    daemon(name + "-stdin", () -> write(script));
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private void write(byte[] script) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(script);
    } catch (IOException _) {
      // The shell ended before it had read everything. The frames report the marks that are
      // missing.
      return;
    }
  }

  private void pump(InputStream from, Sink sink) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        if (!pass(sink, buffer, length)) {
          return;
        }
      }
    } catch (IOException _) {
      // The stream was closed while we read. The frames report the marks that are missing.
      return;
    } finally {
      ended();
    }
  }

  /// @return false if nothing more is taken, so that the thread may end
  private synchronized boolean pass(Sink sink, byte[] buffer, int length) {
    if (closed) {
      return false;
    }
    sink.accept(buffer, 0, length);
    if (streams.complete() || streams.overflowed()) {
      notifyAll();
    }
    return true;
  }

  private synchronized void ended() {
    open--;
    notifyAll();
  }

  /// Waits until the output is complete, is too long, or both streams have ended.
  ///
  /// @return false if the host's time was over before that
  synchronized boolean await(HostClock clock) throws InterruptedException {
    while (open > 0 && !streams.complete() && !streams.overflowed()) {
      long left = clock.end().nextLook().toMillis();
      if (left == 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /// Output that arrives from now on is dropped.
  synchronized void close() {
    closed = true;
  }
}
