package dev.driftline.report;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Undecided;
import java.io.IOException;
import java.util.List;

/// Lists the rows that results could not judge: `not judged: web1: named fd 2: kind could not be read: …`.
final class UndecidedRows {

  private UndecidedRows() {}

  /// Shows the first rows of all `results` together, and counts the others.
  static void write(int depth, List<CheckResult> results, ReportLines lines) throws IOException {
    int count = 0;
    int shown = 0;
    for (CheckResult result : results) {
      count += result.undecided().count();
      for (Undecided.Entry row : result.undecided().rows()) {
        if (shown < lines.fold()) {
          shown++;
          lines.line(depth, "not judged: %s: %s: %s", result.host(), row.subject(), row.reason());
        }
      }
    }
    if (count > shown) {
      String rest = ReportLines.count(count - shown, shown == 0 ? "row" : "more row");
      lines.line(depth, "… and %s not judged%s", rest, shown == lines.fold() ? " (--all)" : "");
    }
  }
}
