package dev.driftline.judge;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Changes.Narrowing;
import dev.driftline.policy.Check;
import dev.driftline.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rows of one check on one host that overrides leave out.
///
/// For one use, on one thread.
final class LeftOut {

  private final Check check;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> by = new LinkedHashSet<>();

  LeftOut(Check check) {
    this.check = check;
  }

  /// Whether a row is selected: by the check, and by each override. A row that the check selects and an override does
  /// not is left out.
  Truth selects(Row row, Budget budget) {
    Truth selected = Matching.all(check.where(), row, budget);
    for (Narrowing narrowing : check.changes().narrowed()) {
      if (selected == Truth.Known.FALSE) {
        return selected;
      }
      Truth stays = Matching.all(narrowing.conditions(), row, budget);
      if (stays == Truth.Known.FALSE) {
        rows.add(row);
        by.add(narrowing.by());
        return stays;
      }
      // the check's own selection may be what cannot be told
      selected = selected == Truth.Known.TRUE ? stays : selected;
    }
    return selected;
  }

  int count() {
    return rows.size();
  }

  /// The selected rows and those that are left out: all that the check itself selects.
  List<Row> and(List<Row> selected) {
    return rows.isEmpty() ? selected : Stream.concat(selected.stream(), rows.stream()).toList();
  }

  /// For example `3 rows left out by overrides.yaml:3: oldd is an inetd of its own.`
  String sentence() {
    return "%s left out by %s".formatted(Count.of(rows.size(), "row"), String.join("; ", by));
  }
}
