package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import java.util.Optional;

/// What a wrong descriptor is, in words: `fd 2 is a TCP connection to db1 (10.0.0.9:3306), children inherit it`.
final class DescriptorMessage {

  private DescriptorMessage() {}

  static String of(Row row) {
    String fd = "fd " + row.text("fd").map(Wording::shown).orElse("?");
    String kind = row.text("kind").orElse("");
    if (kind.equals("closed")) {
      return fd + " is closed: the next file or connection opened gets its number";
    }
    return fd + " is " + what(row, kind) + inherited(row);
  }

  private static String what(Row row, String kind) {
    return switch (kind) {
      case "tcp" -> "a TCP connection" + peer(row).map(peer -> " to " + peer).orElse("");
      case "udp" -> "a UDP socket" + peer(row).map(peer -> " to " + peer).orElse("");
      case "unix" ->
          "a unix socket" + row.text("peer_path").map(p -> " to " + Wording.shown(p)).orElse("");
      case "listen" -> "a listening socket";
      case "deleted" -> "a deleted file" + target(row);
      case "file-rw" -> "a file open for reading and writing" + target(row);
      case "file-read" -> "a file open for reading" + target(row);
      case "file-write" -> "a file open for writing" + target(row);
      case "" -> Wording.shown(row.cell("kind"));
      default -> Wording.shown(kind) + target(row);
    };
  }

  private static String target(Row row) {
    return row.text("target").map(target -> " (%s)".formatted(Wording.shown(target))).orElse("");
  }

  private static Optional<String> peer(Row row) {
    return row.text("peer")
        .map(Wording::shown)
        .map(peer ->
            row.text("peer_host")
                .map(host -> "%s (%s)".formatted(Wording.shown(host), peer))
                .orElse(peer));
  }

  private static String inherited(Row row) {
    boolean socket = row.text("target").filter(target -> target.startsWith("socket:")).isPresent();
    boolean stays =
        row.cell("close_on_exec") instanceof Cell.Text(String text) && text.equals("true");
    return socket && !stays ? ", children inherit it" : "";
  }
}
