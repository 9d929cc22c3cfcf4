package dev.driftline.cli.process;

import dev.driftline.text.Ascii;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Standard output as a writer that never forgets a failure.
///
/// `System.out` would hide a full disk, or a reader that went away: the program would end with 0 after half a report.
/// This writer throws the first failure at once, and [#finish()] throws it again. The second time is for callers that
/// wrote through a `PrintWriter`, which hides the first. Text is UTF-8, or ASCII where the locale has no UTF-8, and
/// buffered. For one thread.
public final class Output extends Writer {

  private final OutputStream bytes;
  private final Writer utf8;
  private final Writer text;
  private Optional<IOException> failure = Optional.empty();

  /// A writer of UTF-8.
  public Output(OutputStream bytes) {
    this(bytes, false);
  }

  Output(OutputStream bytes, boolean ascii) {
    this.bytes = bytes;
    this.utf8 = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
    this.text = ascii ? Ascii.to(utf8) : utf8;
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    attempt(() -> text.write(characters, offset, length));
  }

  /// Writes a text for a program, such as a script, in UTF-8 whatever the locale.
  public void exactly(String program) throws IOException {
    attempt(() -> utf8.write(program));
  }

  @Override
  public void flush() throws IOException {
    attempt(() -> {
      text.flush();
      bytes.flush();
    });
  }

  /// Writes the rest of the buffer. Standard output stays open: if descriptor 1 became free, the next file that is
  /// opened would get it.
  ///
  /// @throws IOException the first failure since the start, even if it was thrown before
  public void finish() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    flush();
  }

  /// Whether some text could not be written.
  public boolean failed() {
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
