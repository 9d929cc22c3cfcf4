package dev.driftline.facts;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/// Splits a stream into lines, one at a time. The whole file is never in memory.
final class LineReader {

  /// A longer line is refused. A host's answers are never written as a longer one.
  static final int LONGEST = 32 * 1024 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final InputStream stream;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long number;

  LineReader(InputStream stream) {
    this.stream = stream;
  }

  /// The number of the last line that was read, from 1.
  long number() {
    return number;
  }

  /// The next line without its line feed; empty at the end of the file.
  ///
  /// @throws UnreadableFacts if the line does not end, or is too long
  Optional<byte[]> next() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      if (line.size() > LONGEST) {
        throw UnreadableFacts.other(number, "it is longer than %d bytes".formatted(LONGEST));
      }
      from = Math.min(to, end + 1);
      if (end < to) {
        return Optional.of(line.toByteArray());
      }
    }
    if (line.size() > 0) {
      throw UnreadableFacts.cut(number, "the file ends in the middle of the line");
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    if (from < to) {
      return true;
    }
    from = 0;
    try {
      to = Math.max(0, stream.read(buffer));
    } catch (EOFException _) {
      throw UnreadableFacts.cut(number, "the compressed file ends in the middle");
    } catch (ZipException e) {
      throw UnreadableFacts.other(number, "it cannot be unpacked: " + e.getMessage());
    }
    return to > 0;
  }
}
