package dev.driftline.probe.fds;

import dev.driftline.model.Message;
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

  static Message of(Row row) {
    Message fd = Message.words("fd " + row.text("fd").map(Escape::sentence).orElse("?"));
    String kind = row.text("kind").orElse("");
    if (kind.equals("closed")) {
      return fd.plus(" is closed: the next file or connection opened gets its number");
    }
    return fd.plus(" is ").plus(what(row, kind)).plus(faults(row, kind)).plus(inherited(row, kind));
  }

  private static Message what(Row row, String kind) {
    return switch (kind) {
      case "dev-null" -> Message.words("the null device");
      case "tty" -> Message.of("a terminal%s", target(row));
      case "tty-gone" ->
          Message.of("a terminal that is gone%s: what is written there fails", target(row));
      case "pipe" -> Message.words("a pipe");
      case "fifo" -> Message.of("a named pipe%s", target(row));
      case "file-append" -> Message.of("a file open for appending%s", target(row));
      case "file-write" -> Message.of("a file open for writing%s", target(row));
      case "file-read" -> Message.of("a file open for reading%s", target(row));
      case "file-read-write" -> Message.of("a file open for reading and writing%s", target(row));
      case "deleted" -> Message.of("a deleted file%s", target(row));
      case "journal" -> Message.words("a stream to the journal");
      case "supervisor" -> Message.words("a stream to a supervisor");
      case "inetd" -> Message.of("the connection of a client%s, given by inetd", peer(row));
      case "listen" -> Message.words("a listening socket");
      case "tcp" -> Message.of("a TCP connection%s", peer(row));
      case "udp" -> Message.of("a UDP socket%s", peer(row));
      case "unix" -> Message.of("a unix socket%s", to(row.text("peer_path").map(Escape::sentence)));
      case "anon" -> Message.of("something without a name%s", target(row));
      case "memfd" -> Message.of("a file in memory%s", target(row));
      case "device" -> Message.of("a device without data%s", target(row));
      case "other-device" ->
          Message.of("a device that is somebody's data or connection%s", target(row));
      case "" ->
          row.cell("kind") instanceof Cell.Unread(String why)
              ? Message.of("unread (%s)", Escape.sentence(why))
              : Message.words("nothing");
      default -> Message.of("of kind %s%s", Escape.sentence(kind), target(row));
    };
  }

  private static Message to(Optional<String> end) {
    return end.map(name -> Message.of(" to %s", name)).orElse(Message.words(""));
  }

  private static Message target(Row row) {
    return row.text("target")
        .map(target -> Message.of(" (%s)", Escape.sentence(withoutMark(target))))
        .orElse(Message.words(""));
  }

  private static String withoutMark(String target) {
    return target.endsWith(DELETED)
        ? target.substring(0, target.length() - DELETED.length())
        : target;
  }

  private static Message peer(Row row) {
    return to(
        row.text("peer")
            .map(Escape::sentence)
            .map(peer ->
                row.text("peer_host")
                    .map(host -> "%s (%s)".formatted(Escape.sentence(host), peer))
                    .orElse(peer)));
  }

  /// What is wrong beside the kind: the direction, the origin and the other end.
  private static Message faults(Row row, String kind) {
    Message faults = Message.words("");
    boolean input = row.text("fd").equals(Optional.of("0"));
    if (is(row, "direction", "wrong") && !kind.equals("listen")) {
      faults = faults.plus(input ? ", which cannot be read" : ", which cannot be written to");
    }
    if (is(row, "origin", "own")) {
      faults =
          faults
              .plus(", opened by the process itself")
              .plus(
                  row.text("origin_evidence")
                      .map(evidence -> Message.of(" (%s)", Escape.sentence(evidence)))
                      .orElse(Message.words("")));
    }
    if (is(row, "other_end", "nobody")) {
      faults = faults.plus(nobody(kind, input));
    }
    return faults;
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
