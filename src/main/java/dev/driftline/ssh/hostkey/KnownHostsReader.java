package dev.driftline.ssh.hostkey;

import dev.driftline.ssh.hostkey.KnownHostsLine.Marker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads known_hosts files, the format of sshd(8). A file that is missing holds nothing, as for ssh; one
/// that cannot be read is an error; a line that cannot be understood is a warning.
final class KnownHostsReader {

  private static final long LARGEST_FILE = 64L << 20;
  private static final int LONGEST_LINE = 16 << 10;

  private final List<KnownHostsLine> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  List<KnownHostsLine> lines() {
    return lines;
  }

  /// `file:line: what is wrong`, in order.
  List<String> warnings() {
    return warnings;
  }

  void read(Path file) throws KnownHostsException {
    if (Files.isDirectory(file)) {
      throw new KnownHostsException(file + " is a directory, not a known_hosts file");
    }
    if (isPipeOrDevice(file)) {
      throw new KnownHostsException(file + " is no ordinary file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      read(file, channel);
    } catch (NoSuchFileException _) {
      // holds nothing, as for ssh
      return;
    } catch (AccessDeniedException _) {
      throw new KnownHostsException("cannot read " + file + ": permission denied");
    } catch (IOException e) {
      throw new KnownHostsException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /// A pipe would be waited for, and a device has no size. The empty one, `/dev/null`, is how ssh is told of no file.
  private static boolean isPipeOrDevice(Path file) {
    return Files.exists(file)
        && !Files.isRegularFile(file)
        && !file.toAbsolutePath().normalize().equals(Path.of("/dev/null"));
  }

  /// Reads through a channel that is open already: closing another one would give up its file lock.
  void read(Path file, FileChannel channel) throws IOException, KnownHostsException {
    long size = channel.size();
    if (size > LARGEST_FILE) {
      throw new KnownHostsException(
          "%s is %d MiB large; a known_hosts file may have 64".formatted(file, size >> 20));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size);
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, bytes.position());
    }
    parse(file, new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1));
  }

  private void parse(Path file, String text) {
    String body = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    int number = 0;
    for (String line : body.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        Optional<String> problem = parseLine(file, number, stripped);
        int at = number;
        problem.ifPresent(words -> warnings.add(file + ":" + at + ": " + words));
      }
    }
  }

  private Optional<String> parseLine(Path file, int number, String line) {
    if (line.length() > LONGEST_LINE) {
      return Optional.of("line of " + line.length() + " characters is left out");
    }
    List<String> fields = List.of(line.split("[ \t]+", 6));
    Marker marker = Marker.NONE;
    if (fields.getFirst().startsWith("@")) {
      Optional<Marker> named = marker(fields.getFirst());
      if (named.isEmpty()) {
        return Optional.of("unknown marker; only @revoked and @cert-authority are known");
      }
      marker = named.get();
      fields = fields.subList(1, fields.size());
    }
    if (fields.size() < 3) {
      return Optional.of("expected hosts, key type and key");
    }
    return add(file, number, marker, fields);
  }

  private static Optional<Marker> marker(String word) {
    return switch (word) {
      case "@revoked" -> Optional.of(Marker.REVOKED);
      case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
      default -> Optional.empty();
    };
  }

  private Optional<String> add(Path file, int number, Marker marker, List<String> fields) {
    Optional<PublicKey> key = decode(fields.get(2));
    if (key.isEmpty() || !key.get().type().equals(fields.get(1))) {
      return Optional.of("the key is damaged or not of the type that the line says");
    }
    Optional<String> weakness =
        marker == Marker.CERT_AUTHORITY ? key.get().weakness() : Optional.empty();
    if (weakness.isPresent()) {
      return weakness.map(words -> "the authority's key does not count: " + words);
    }
    Optional<HostPattern> hosts = hosts(fields.getFirst());
    if (hosts.isEmpty()) {
      return Optional.of("the hashed host name is damaged");
    }
    lines.add(new KnownHostsLine(marker, hosts.get(), key.get(), file, number));
    return Optional.empty();
  }

  private static Optional<PublicKey> decode(String base64) {
    try {
      return PublicKey.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<HostPattern> hosts(String field) {
    if (HostPattern.Hashed.looksLike(field)) {
      return HostPattern.Hashed.parse(field).map(hashed -> hashed);
    }
    return Optional.of(new HostPattern.Plain(List.of(field.toLowerCase(Locale.ROOT).split(","))));
  }
}
