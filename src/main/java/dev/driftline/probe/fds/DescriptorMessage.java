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
    return fd + " is " + what(row, kind) + faults(row, kind) + inherited(row, kind);
  }

  private static String what(Row row, String kind) {
    return switch (kind) {
      case "dev-null" -> "the null device";
      case "tty" -> "a terminal" + target(row);
      case "tty-gone" ->
          "a terminal that is gone%s: what is written there fails".formatted(target(row));
      case "pipe" -> "a pipe";
      case "fifo" -> "a named pipe" + target(row);
      case "file-append" -> "a file open for appending" + target(row);
      case "file-write" -> "a file open for writing" + target(row);
      case "file-read" -> "a file open for reading" + target(row);
      case "file-read-write" -> "a file open for reading and writing" + target(row);
      case "deleted" -> "a deleted file" + target(row);
      case "journal" -> "a stream to the journal";
      case "supervisor" -> "a stream to a supervisor";
      case "inetd" -> "the connection of a client" + to(peer(row)) + ", given by inetd";
      case "listen" -> "a listening socket";
      case "tcp" -> "a TCP connection" + to(peer(row));
      case "udp" -> "a UDP socket" + to(peer(row));
      case "unix" -> "a unix socket" + to(row.text("peer_path").map(Escape::sentence));
      case "anon" -> "something without a name" + target(row);
      case "memfd" -> "a file in memory" + target(row);
      case "device" -> "a device without data" + target(row);
      case "other-device" -> "a device that is somebody's data or connection" + target(row);
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

  /// What is wrong beside the kind: the direction, the origin and the other end.
  private static String faults(Row row, String kind) {
    StringBuilder faults = new StringBuilder();
    boolean input = row.text("fd").equals(Optional.of("0"));
    if (is(row, "direction", "wrong") && !kind.equals("listen")) {
      faults.append(input ? ", which cannot be read" : ", which cannot be written to");
    }
    if (is(row, "origin", "own")) {
      faults
          .append(", opened by the process itself")
          .append(
              row.text("origin_evidence").map(Escape::sentence).map(" (%s)"::formatted).orElse(""));
    }
    if (is(row, "other_end", "nobody")) {
      faults.append(nobody(kind, input));
    }
    return faults.toString();
  }

  private static boolean is(Row row, String column, String word) {
    return row.text(column).equals(Optional.of(word));
  }

  private static String nobody(String kind, boolean input) {
    if (!kind.equals("pipe")) {
      return ", and its other end is closed";
    }
    return input ? ", and nobody writes to it" : ", and nobody reads it";
  }

  /// Added only if close-on-exec was read and is off. Then programs that the process starts get the socket, too.
  private static String inherited(Row row, String kind) {
    boolean stays =
        row.cell("close_on_exec") instanceof Cell.Text(String text) && text.equals("false");
    return SOCKETS.contains(kind) && stays ? ", children inherit it" : "";
  }
}
