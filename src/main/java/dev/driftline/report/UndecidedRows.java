package dev.driftline.report;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Undecided;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lists the rows that results could not judge: `not judged: web1: named fd 2: kind could not be read: …`.
final class UndecidedRows {

  private UndecidedRows() {}

  /// Shows the first rows of all `results` together, and counts the others. What to do is said once, below the first
  /// row that says so.
  ///
  /// @param said what was said already to do about the results
  static void write(int depth, List<CheckResult> results, Optional<String> said, ReportLines lines)
      throws IOException {
    Set<String> hints = new HashSet<>();
    said.ifPresent(hints::add);
    int count = 0;
    int shown = 0;
    for (CheckResult result : results) {
      count += result.undecided().count();
      for (Undecided.Entry row : result.undecided().rows()) {
        if (shown < lines.fold()) {
          shown++;
          lines.line(depth, "not judged: %s: %s: %s", result.host(), row.subject(), row.reason());
          if (row.hint().filter(hints::add).isPresent()) {
            lines.line(depth + 1, "do: %s", row.hint().get());
          }
        }
      }
    }
    if (count > shown) {
      String rest = ReportLines.count(count - shown, shown == 0 ? "row" : "more row");
      lines.line(depth, "… and %s not judged%s", rest, shown == lines.fold() ? " (--all)" : "");
    }
  }
}
