package dev.driftline.probe.fds;

import dev.driftline.model.table.Cell;
import java.util.List;

/// Where a process has one of 0, 1 and 2 from: whoever started it gave it (`inherited`), or it opened the thing itself
/// and got the number because that was free (`own`). Nobody meant such a descriptor to be standard input or output.
///
/// @param word     `inherited`, `own` or `unknown`; nothing where it does no harm
/// @param evidence why, for people
record Origin(Cell word, Cell evidence) {

  private static final Cell INHERITED = Cell.text("inherited");
  private static final Cell OWN = Cell.text("own");
  static final Origin UNKNOWN = new Origin(Cell.text("unknown"), Cell.none());

  /// For what is closed, and for the null device, terminals and the like.
  static final Origin NONE = new Origin(Cell.none(), Cell.none());

  static Origin inherited(String evidence) {
    return new Origin(INHERITED, Cell.text(evidence));
  }

  static Origin own(String evidence) {
    return new Origin(OWN, Cell.text(evidence));
  }

  static Origin unread(String why) {
    return new Origin(Cell.unread(why), Cell.unread(why));
  }

  static List<String> words() {
    return List.of("inherited", "own", "unknown");
  }
}
