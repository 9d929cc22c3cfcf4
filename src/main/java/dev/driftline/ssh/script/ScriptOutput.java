package dev.driftline.ssh.script;

import dev.driftline.collect.Transport.Streams;
import dev.driftline.ssh.line.SshLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Passes the host's output on to the [Streams], and tells the waiting thread what happened. The thread that reads the
/// connection writes here; the thread that waits for the script takes the events.
///
/// Writing never throws and never blocks: JSch closes the whole session if its error stream throws.
public final class ScriptOutput {

  /// What the waiting thread is told.
  enum Event {
    /// sudo asks for the password.
    PROMPT,
    /// The shell of the other user runs.
    READY,
    /// All of the script's output has arrived.
    COMPLETE,
    /// The host has closed the channel, or the connection is gone.
    CLOSED
  }

  private static final int REMEMBERED = 2 << 10;

  private final Streams streams;
  private final SshLine line;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream firstErrors = new ByteArrayOutputStream();
  private WordFilter prompt = WordFilter.none();
  private WordFilter ready = WordFilter.none();
  private boolean deaf;
  private boolean decided;

  public ScriptOutput(Streams streams, SshLine line) {
    this.streams = streams;
    this.line = line;
  }

  /// Looks for the prompt on the error stream and for the ready word on standard output, and takes both out of the
  /// output.
  synchronized void expect(String promptWord, String readyWord) {
    prompt = WordFilter.of(promptWord);
    ready = WordFilter.of(readyWord + "\n");
  }

  BlockingQueue<Event> events() {
    return events;
  }

  /// The beginning of the error stream.
  synchronized byte[] firstErrors() {
    return firstErrors.toByteArray();
  }

  /// From now on nothing is passed on, since the caller no longer waits for it.
  public synchronized void deafen() {
    deaf = true;
  }

  synchronized boolean complete() {
    return streams.complete();
  }

  private synchronized void stdout(byte[] bytes) {
    int before = ready.found();
    byte[] rest = ready.pass(bytes);
    if (ready.found() > before) {
      ready.stop();
      flush(prompt, true);
      prompt.stop();
      events.add(Event.READY);
    }
    deliver(rest, false);
  }

  private synchronized void stderr(byte[] bytes) {
    int before = prompt.found();
    byte[] rest = prompt.pass(bytes);
    for (int i = before; i < prompt.found(); i++) {
      events.add(Event.PROMPT);
    }
    deliver(rest, true);
  }

  private void flush(WordFilter filter, boolean error) {
    deliver(filter.held(), error);
  }

  private void deliver(byte[] bytes, boolean error) {
    if (deaf || bytes.length == 0) {
      return;
    }
    if (error) {
      firstErrors.write(bytes, 0, Math.min(bytes.length, REMEMBERED - firstErrors.size()));
      streams.stderr(bytes, 0, bytes.length);
    } else {
      streams.stdout(bytes, 0, bytes.length);
    }
    if (!decided && (streams.overflowed() || streams.complete())) {
      decided = true;
      if (streams.overflowed()) {
        // Cut here, by the reading thread: while it reads without a pause, the waiting thread may
        // not get to run.
        line.cut(SshLine.Cut.TAKEN_ENOUGH);
      } else {
        events.add(Event.COMPLETE);
      }
    }
  }

  private synchronized void closed() {
    flush(ready, false);
    flush(prompt, true);
    events.add(Event.CLOSED);
  }

  OutputStream stdout() {
    return new Sink() {
      @Override
      void take(byte[] bytes) {
        stdout(bytes);
      }

      // This is the end of standard output only; the error stream may go on.
      @Override
      public void close() {}
    };
  }

  /// JSch closes the error stream when the channel is closed or lost. By then the exit status is known.
  OutputStream stderr() {
    return new Sink() {
      @Override
      void take(byte[] bytes) {
        stderr(bytes);
      }

      @Override
      public void close() {
        closed();
      }
    };
  }

  private abstract static class Sink extends OutputStream {

    abstract void take(byte[] bytes);

    @Override
    public void write(int one) {
      take(new byte[] {(byte) one});
    }

    /// The length comes from the host, and may be more than the packet has.
    @Override
    public void write(byte[] bytes, int from, int length) {
      Objects.checkFromIndexSize(from, length, bytes.length);
      take(Arrays.copyOfRange(bytes, from, from + length));
    }
  }
}
