package dev.driftline.ssh.line;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the other side says before the version of its SSH, RFC 4253 section 4.2: a line that begins with `SSH-2.` or
/// `SSH-1.99`. Each byte is looked at once, in whatever pieces it comes. Not for several threads.
final class ServerGreeting {

  private static final List<String> VERSIONS = List.of("\nSSH-2.", "\nSSH-1.99");

  /// As much of a version's beginning as can be at the end of a piece.
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

  /// The first characters, to be quoted.
  String shown() {
    return shown.toString();
  }
}
