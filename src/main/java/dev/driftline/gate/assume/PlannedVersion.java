package dev.driftline.gate.assume;

import dev.driftline.model.table.Cell;
import dev.driftline.version.Revision;
import dev.driftline.version.VersionOrder;

/// The version that a package will have, as far as a plan says so.
///
/// Somebody who plans 11.4.5 means `1:11.4.5-1`, say: without an epoch the installed one stays, and without a revision
/// only the beginning is known.
final class PlannedVersion {

  private static final String WHY = "the plan names no revision";

  private PlannedVersion() {}

  /// @param manager   the package manager
  /// @param installed the version now
  /// @param planned   as the plan writes it
  static Cell of(String manager, String installed, String planned) {
    VersionOrder order = VersionOrder.of(manager);
    String behind = order.behindEpoch(installed).orElse(installed);
    String epoch = installed.substring(0, installed.length() - behind.length());
    String whole = order.behindEpoch(planned).isPresent() ? planned : epoch + planned;
    return !Revision.has(order, whole) && Revision.has(order, behind)
        ? Cell.cut(Revision.open(order, whole), WHY)
        : Cell.text(whole);
  }

  /// Whether the installed version is the planned one already.
  static boolean isDone(String installed, Cell then) {
    return switch (then) {
      case Cell.Text(String text) -> text.equals(installed);
      case Cell.Cut(String beginning, _) -> installed.startsWith(beginning);
      case Cell.None _, Cell.Unread _ -> false;
    };
  }
}
