package dev.driftline.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Standard output, as a writer that never forgets a failure.
///
/// A `PrintStream` swallows a full disk and a reader that went away, and the program then ends with 0
/// and half a report. Here the first failure is thrown, and thrown again by [#finish()] for callers
/// that went through a `PrintWriter`. Text is UTF-8, buffered, and belongs to one thread.
public final class Output extends Writer {

  private final OutputStream bytes;
  private final Writer text;
  private Optional<IOException> failure = Optional.empty();

  public Output(OutputStream bytes) {
    this.bytes = bytes;
    this.text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    attempt(() -> text.write(characters, offset, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(() -> {
      text.flush();
      bytes.flush();
    });
  }

  /// Writes what is still buffered. Standard output stays open: its number must not become free for
  /// something else.
  ///
  /// @throws IOException the first failure since the start, whoever saw it then
  public void finish() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    flush();
  }

  /// Whether anything could not be written so far.
  boolean failed() {
    return failure.isPresent();
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  private void attempt(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      if (failure.isEmpty()) {
        failure = Optional.of(e);
      }
      throw e;
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
