package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.text.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the keys by which findings of one check on one host are known again in the next run. A key is the first 128
/// bits of a SHA-256, in hexadecimal. The policy is no part of it: a check that moved to another file has the same
/// findings.
///
/// The hash is over check, host and the row's key columns, such as the name and the user of a process. It has
/// no pid, port or observed value, so the same fault has the same key after a restart. Several rows may have the same
/// key columns, for example two workers of one program. They are numbered in their order, so they are two findings.
final class FindingKey {

  private static final int BYTES = 16;

  /// Two names of one finding.
  ///
  /// @param key     tells it from all others of the run
  /// @param problem the same for rows with the same key columns. If one of three equal processes is mended, the problem
  ///     is still there, but which of the three keys is gone says nothing
  record Names(String key, String problem) {}

  private final String check;
  private final String host;

  /// How many rows had the same key columns so far, by a hash of these. A host chooses the texts of rows, and could
  /// choose a million with the same `hashCode`. Then a map of texts would become a slow tree or list; a map of SHA-256
  /// hashes does not.
  private final Map<String, Integer> seen = new HashMap<>();

  FindingKey(String check, String host) {
    this.check = check;
    this.host = host;
  }

  /// The key of a finding about one row.
  Names of(TableDefinition table, Row row) {
    List<String> parts = new ArrayList<>();
    for (String column : table.key()) {
      // the mark before the text keeps an empty text, a cut one, no value and an unread one apart
      parts.add(
          switch (row.cell(column)) {
            case Cell.Text(String text) -> "=" + text;
            case Cell.Cut(String beginning, _) -> "~" + beginning;
            case Cell.None _ -> "-";
            case Cell.Unread _ -> "?";
          });
    }
    table
        .words()
        .rating()
        .flatMap(rating -> rating.rule().apply(row))
        .ifPresent(rule -> parts.add("rule " + rule.id()));
    return of(parts);
  }

  /// The key of a finding about missing or surplus rows. A check has one per host.
  Names ofRows() {
    return of(List.of("rows"));
  }

  /// The key of a finding about a name that `where` lists, and that no row has.
  Names ofMissing(String column, String name) {
    return of(List.of("missing", column, name));
  }

  private Names of(List<String> parts) {
    // everything but the number, so that equal rows can be counted by it
    List<String> all = new ArrayList<>(List.of(check, host));
    all.addAll(parts);
    Fingerprint row = Fingerprint.of(all);
    String problem = row.hexadecimal(BYTES);
    int ordinal = seen.merge(problem, 1, Integer::sum);
    return new Names(row.and(Integer.toString(ordinal)).hexadecimal(BYTES), problem);
  }
}
