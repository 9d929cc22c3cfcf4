package dev.driftline.probe.kit;

import dev.driftline.model.table.Cell;
import java.util.Optional;

/// Cells of texts that a host said and that many rows may share. A text that is longer than any path of Linux is not
/// repeated in each of them: its cell is unread.
public final class Cells {

  /// In characters. `PATH_MAX` of include/uapi/linux/limits.h.
  private static final int LONGEST = 4096;

  private static final Cell TOO_LONG =
      Cell.unread("it is longer than %d characters".formatted(LONGEST));

  private Cells() {}

  public static Cell text(String text) {
    return text.length() <= LONGEST ? Cell.text(text) : TOO_LONG;
  }

  /// Nothing, where there is no text.
  public static Cell text(Optional<String> text) {
    return text.map(Cells::text).orElse(Cell.none());
  }
}
