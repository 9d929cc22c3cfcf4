package dev.driftline.ssh.hostkey;

import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import dev.driftline.ssh.hostkey.KnownHostsLine.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads known_hosts files, in the format of sshd(8). A missing file holds no keys, as for ssh. A file that cannot be
/// read is an error. A line that cannot be understood is a warning.
final class KnownHostsReader {

  /// In bytes.
  static final int LARGEST_FILE = 64 << 20;

  /// What people write where ssh has to use no file.
  private static final Path NONE = Path.of("/dev/null");

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
    if (file.toAbsolutePath().normalize().equals(NONE)) {
      return;
    }
    try (OpenedFile opened = OpenedFile.open(file)) {
      read(file, opened.bytes(LARGEST_FILE));
    } catch (NoSuchFileException _) {
      // holds nothing, as for ssh
      return;
    } catch (FileRefusedException e) {
      if (e.why() != FileRefusedException.Why.LEADS_NOWHERE) {
        throw new KnownHostsException(file + " " + e.getMessage());
      }
    } catch (IOException e) {
      throw new KnownHostsException("cannot read " + file + ": " + FileFault.of(e));
    }
  }

  /// Reads a file that the caller has open and locked. Opening it again here would be wrong: POSIX locks of a process
  /// are lost when it closes any descriptor of the file.
  void read(Path file, byte[] bytes) {
    parse(file, new String(bytes, StandardCharsets.ISO_8859_1));
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
    Optional<KnownHostsPattern> hosts = hosts(fields.getFirst());
    if (hosts.isEmpty()) {
      return Optional.of("the hashed host name is damaged");
    }
    // as for ssh, a revoked certificate revokes the key that it is about
    Optional<PublicKey> meant = marker == Marker.REVOKED ? key.get().withoutCertificate() : key;
    if (meant.isEmpty()) {
      return Optional.of("the certificate is damaged");
    }
    lines.add(new KnownHostsLine(marker, hosts.get(), meant.get(), file, number));
    return Optional.empty();
  }

  private static Optional<PublicKey> decode(String base64) {
    try {
      return PublicKey.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<KnownHostsPattern> hosts(String field) {
    if (KnownHostsPattern.Hashed.looksLike(field)) {
      return KnownHostsPattern.Hashed.parse(field).map(hashed -> hashed);
    }
    return Optional.of(
        new KnownHostsPattern.Plain(List.of(field.toLowerCase(Locale.ROOT).split(","))));
  }
}
