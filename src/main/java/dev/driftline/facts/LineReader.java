package dev.driftline.facts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

  /// The beginning of a line that did not fit into the buffer. It is used again for the next line.
  private byte[] line = new byte[BUFFER];

  private int length;
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
    length = 0;
    while (fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      keep(end);
      from = Math.min(to, end + 1);
      if (end < to) {
        return Optional.of(Arrays.copyOf(line, length));
      }
    }
    if (length > 0) {
      throw UnreadableFacts.cut(number, "the file ends in the middle of the line");
    }
    return Optional.empty();
  }

  /// Adds the bytes up to `end` to the line.
  private void keep(int end) throws UnreadableFacts {
    int more = end - from;
    if (length + more > LONGEST) {
      throw UnreadableFacts.other(number, "it is longer than %d bytes".formatted(LONGEST));
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(buffer, from, line, length, more);
    length += more;
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
