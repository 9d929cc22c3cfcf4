package dev.driftline.facts;

import dev.driftline.file.Replacement;
import dev.driftline.file.Spool;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Writes a file of facts, whole or not at all, while the hosts are asked. It is packed if its name ends with `.gz`.
///
/// Hosts are done in any order, and stand in the file in that of the inventory. So their lines are kept in a nameless
/// file beside it, already packed, until the last host is done. Then they are put together: each line is a gzip member
/// of its own, and gzip reads members one after the other (RFC 1952, 2.2).
///
/// [#line] may be called from any thread. The other methods are for one thread.
public final class FactsFile implements AutoCloseable {

  private final Replacement file;
  private final Spool spool;
  private final boolean packed;
  private final Map<String, Spool.Part> parts = new HashMap<>();

  private FactsFile(Replacement file, Spool spool, boolean packed) {
    this.file = file;
    this.spool = spool;
    this.packed = packed;
  }

  /// Opens the place of the file, before any host is asked.
  ///
  /// @throws IOException if no file can be written there; the message says why
  public static FactsFile at(Path file) throws IOException {
    Replacement place = Replacement.at(file);
    try {
      return new FactsFile(
          place, place.spool(), String.valueOf(file.getFileName()).endsWith(".gz"));
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  /// One host as it will stand in the file. It is written once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(String host, byte[] bytes) {}

  /// Makes a host's line.
  public Line line(HostAnswers answers) {
    byte[] text = FactsWriter.host(HostFacts.of(answers));
    if (text.length > LineReader.LONGEST) {
      text = FactsWriter.host(HostFacts.of(withoutRows(answers)));
    }
    return new Line(answers.host().name(), packed(text));
  }

  private static HostAnswers withoutRows(HostAnswers host) {
    Answer unknown =
        new Answer.Unknown(Reason.LIMIT, "its answers are too long for a file of facts", "");
    Map<Question, Answer> none = new HashMap<>();
    host.answers().keySet().forEach(question -> none.put(question, unknown));
    return new HostAnswers(
        host.host(), host.outcome(), none, host.noise(), host.elapsed(), host.verifiedAddress());
  }

  private byte[] packed(byte[] text) {
    if (!packed) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4);
    try (OutputStream member = new GZIPOutputStream(bytes)) {
      member.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("no file is written here", e);
    }
    return bytes.toByteArray();
  }

  /// Keeps a line until the file is put together.
  ///
  /// @throws IOException if the disk is full, for example
  public void add(Line line) throws IOException {
    if (parts.put(line.host(), spool.add(line.bytes())) != null) {
      throw new IllegalArgumentException("twice: " + line.host());
    }
  }

  /// Puts the file together.
  ///
  /// @param hosts in the order of the file; each has a line
  /// @throws IOException if it could not be written; an old file is unchanged then
  public void write(Header header, List<String> hosts) throws IOException {
    if (hosts.size() != parts.size() || !parts.keySet().containsAll(hosts)) {
      throw new IllegalArgumentException(
          "%d lines for %d hosts".formatted(parts.size(), hosts.size()));
    }
    file.write(stream -> {
      stream.write(packed(FactsWriter.header(header)));
      for (String host : hosts) {
        spool.copy(parts.getOrDefault(host, Spool.Part.NONE), stream);
      }
      stream.write(packed(FactsWriter.end(hosts.size())));
    });
  }

  @Override
  public void close() throws IOException {
    try (file) {
      spool.close();
    }
  }
}
