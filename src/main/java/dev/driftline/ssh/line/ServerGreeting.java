package dev.driftline.ssh.line;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Finds the line with the server's SSH version, which begins with `SSH-2.` or `SSH-1.99`, and keeps the beginning of
/// what came before it (RFC 4253 section 4.2). Looks at each byte once, however the bytes are cut into pieces. For one
/// thread.
final class ServerGreeting {

  private static final List<String> VERSIONS = List.of("\nSSH-2.", "\nSSH-1.99");

  /// How many characters of a piece's end are searched again with the next piece: a version may be cut in two.
  private static final int LONGEST_BEGINNING = 8;

  private static final int SHOWN = 80;

  private final StringBuilder shown = new StringBuilder();
  private String end = "\n";
  private boolean versionSeen;

  void add(byte[] bytes, int offset, int length) {
    String piece = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    shown.append(piece, 0, Math.min(piece.length(), SHOWN - shown.length()));
    String searched = end + piece;
    versionSeen = versionSeen || VERSIONS.stream().anyMatch(searched::contains);
    end = searched.substring(Math.max(0, searched.length() - LONGEST_BEGINNING));
  }

  boolean versionSeen() {
    return versionSeen;
  }

  /// The first characters that came, for a message.
  String shown() {
    return shown.toString();
  }
}
