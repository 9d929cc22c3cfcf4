package dev.driftline.facts;

import dev.driftline.file.OpenedFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads a file of facts from its beginning to its end, one host at a time. A file is whole only if its last line says
/// how many hosts came before it.
final class FactsReader implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;

  private final InputStream stream;
  private final LineReader lines;
  private final Header header;
  private final Set<String> hosts = new HashSet<>();

  private FactsReader(InputStream stream) throws IOException {
    this.stream = stream;
    this.lines = new LineReader(stream);
    this.header =
        HeaderReader.read(
            lines.next().orElseThrow(() -> UnreadableFacts.other(1, "there is nothing in it")));
  }

  /// The line of one host. It is read once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record HostText(String host, byte[] text, long number) {}

  /// Opens a file and reads its header. A compressed file is told by its first bytes, whatever its name is.
  static FactsReader open(Path file) throws IOException {
    InputStream opened = OpenedFile.open(file).stream();
    try {
      return new FactsReader(unpacked(opened));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == MAGIC_1 && buffered.read() == MAGIC_2;
    buffered.reset();
    try {
      return packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
    } catch (EOFException _) {
      throw UnreadableFacts.cut(1, "the compressed file ends in the middle");
    } catch (ZipException e) {
      throw UnreadableFacts.other(1, "it cannot be unpacked: " + e.getMessage());
    }
  }

  Header header() {
    return header;
  }

  /// The next host; empty after the last one.
  ///
  /// @throws UnreadableFacts if the file is cut, or is not as driftline writes it
  Optional<HostText> next() throws IOException {
    byte[] line =
        lines
            .next()
            .orElseThrow(
                () -> UnreadableFacts.cut(lines.number(), "the file ends before its last line"));
    return switch (HostLine.beginning(line, lines.number())) {
      case HostLine.Beginning.OfHost(String name) -> {
        if (!hosts.add(name)) {
          throw UnreadableFacts.changed(
              lines.number(), "host \"%s\" stands in it twice".formatted(name));
        }
        yield Optional.of(new HostText(name, line, lines.number()));
      }
      case HostLine.Beginning.OfEnd(long number) -> {
        end(number);
        yield Optional.empty();
      }
    };
  }

  private void end(long number) throws IOException {
    if (number != hosts.size()) {
      throw UnreadableFacts.changed(
          lines.number(),
          "%d hosts were written, and %d are there".formatted(number, hosts.size()));
    }
    if (lines.next().isPresent()) {
      throw UnreadableFacts.changed(lines.number(), "more follows after the end");
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
