package dev.driftline.probe.fds;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.text.Escape;
import java.util.Optional;
import java.util.Set;

/// Describes a wrong descriptor in one sentence: `fd 2 is a TCP connection to db1 (10.0.0.9:3306), children inherit
/// it`.
final class DescriptorMessage {

  private static final String DELETED = " (deleted)";
  private static final Set<String> SOCKETS = Set.of("tcp", "udp", "unix", "listen");

  private DescriptorMessage() {}

  static String of(Row row) {
    String fd = "fd " + row.text("fd").map(Escape::sentence).orElse("?");
    String kind = row.text("kind").orElse("");
    if (kind.equals("closed")) {
      return fd + " is closed: the next file or connection opened gets its number";
    }
    return fd + " is " + what(row, kind) + inherited(row, kind);
  }

  private static String what(Row row, String kind) {
    return switch (kind) {
      case "dev-null" -> "/dev/null";
      case "tty" -> "a terminal" + target(row);
      case "pipe" -> "a pipe";
      case "file-append" -> "a file open for appending" + target(row);
      case "file-write" -> "a file open for writing" + target(row);
      case "file-read" -> "a file open for reading" + target(row);
      case "file-read-write" -> "a file open for reading and writing" + target(row);
      case "deleted" -> "a deleted file" + target(row);
      case "journal" -> "a stream to the journal";
      case "supervisor" -> "a stream to a supervisor, shared by 1 and 2";
      case "inetd" -> "the connection of a client" + to(peer(row)) + ", given by inetd";
      case "listen" -> "a listening socket";
      case "tcp" -> "a TCP connection" + to(peer(row));
      case "udp" -> "a UDP socket" + to(peer(row));
      case "unix" -> "a unix socket" + to(row.text("peer_path").map(Escape::sentence));
      case "anon" -> "something without a name" + target(row);
      case "memfd" -> "a file in memory" + target(row);
      case "device" -> "a device" + target(row);
      case "" ->
          row.cell("kind") instanceof Cell.Unread(String why)
              ? "unread (%s)".formatted(Escape.sentence(why))
              : "nothing";
      default -> "of kind " + Escape.sentence(kind) + target(row);
    };
  }

  private static String to(Optional<String> end) {
    return end.map(name -> " to " + name).orElse("");
  }

  private static String target(Row row) {
    return row.text("target")
        .map(target -> " (%s)".formatted(Escape.sentence(withoutMark(target))))
        .orElse("");
  }

  private static String withoutMark(String target) {
    return target.endsWith(DELETED)
        ? target.substring(0, target.length() - DELETED.length())
        : target;
  }

  private static Optional<String> peer(Row row) {
    return row.text("peer")
        .map(Escape::sentence)
        .map(peer ->
            row.text("peer_host")
                .map(host -> "%s (%s)".formatted(Escape.sentence(host), peer))
                .orElse(peer));
  }

  /// Added only if close-on-exec was read and is off. Then programs that the process starts get the socket, too.
  private static String inherited(Row row, String kind) {
    boolean stays =
        row.cell("close_on_exec") instanceof Cell.Text(String text) && text.equals("false");
    return SOCKETS.contains(kind) && stays ? ", children inherit it" : "";
  }
}
