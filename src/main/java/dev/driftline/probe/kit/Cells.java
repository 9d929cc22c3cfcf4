package dev.driftline.probe.kit;

import dev.driftline.model.table.Cell;
import java.util.Optional;

/// Makes cells of texts from a host. Many rows may share such a text, and reports repeat it in each. So a text that is
/// longer than any path of Linux makes an unread cell.
public final class Cells {

  /// In characters. `PATH_MAX` of include/uapi/linux/limits.h.
  private static final int LONGEST = 4096;

  private static final Cell TOO_LONG =
      Cell.unread("it is longer than %d characters".formatted(LONGEST));

  private Cells() {}

  public static Cell text(String text) {
    return text.length() <= LONGEST ? Cell.text(text) : TOO_LONG;
  }

  /// A cell without a value, if there is no text.
  public static Cell text(Optional<String> text) {
    return text.map(Cells::text).orElse(Cell.none());
  }
}
