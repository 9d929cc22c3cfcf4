package dev.driftline.ssh;

import dev.driftline.collect.Transport.Streams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Streams that keep all they get, and call themselves complete when stdout ends in a given text.
final class Recorder implements Streams {

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final String end;
  private final int most;

  Recorder(String end, int most) {
    this.end = end;
    this.most = most;
  }

  /// Never complete: only the end of the script counts.
  static Recorder patient() {
    return new Recorder("\0never\0", 1 << 20);
  }

  @Override
  public synchronized void stdout(byte[] bytes, int offset, int length) {
    stdout.write(bytes, offset, length);
  }

  @Override
  public synchronized void stderr(byte[] bytes, int offset, int length) {
    stderr.write(bytes, offset, length);
  }

  @Override
  public synchronized boolean complete() {
    return stdout().endsWith(end);
  }

  @Override
  public synchronized boolean overflowed() {
    return stdout.size() + stderr.size() > most;
  }

  synchronized String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  synchronized String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
