package dev.driftline.judge;

import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A name that `where` lists in a column that is asked of the host: `bash` of `name: [bash, openssl]`. Each of them must
/// have a row. Otherwise a check of two packages would pass where one of them is not installed.
///
/// @param column the column: `name`
/// @param text   the name: `bash`
record NamedInWhere(String column, String text) {

  /// The names that no row of `selected` has.
  static List<NamedInWhere> missing(Check check, List<Row> selected) {
    return check.where().stream()
        .filter(condition -> isAsked(check, condition.column()))
        .flatMap(condition -> missing(condition, selected).stream())
        .toList();
  }

  private static List<NamedInWhere> missing(Condition condition, List<Row> selected) {
    List<String> names = Wording.literals(condition.matcher()).distinct().toList();
    // of one name it is known that there is a row, because one is selected
    if (names.size() < 2) {
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    selected.forEach(row -> row.text(condition.column()).ifPresent(seen::add));
    return names.stream()
        .filter(name -> !seen.contains(name))
        .map(name -> new NamedInWhere(condition.column(), name))
        .toList();
  }

  /// Whether the host is asked for the names in this column, so that they are not only a filter.
  private static boolean isAsked(Check check, String column) {
    return check.table().parameters().stream()
        .anyMatch(parameter -> parameter.from().equals(Optional.of(column)));
  }

  /// For example `no row of packages is selected by name bash`.
  String sentence(Check check) {
    return "no row of %s is selected by %s %s".formatted(check.table().name(), column, text);
  }
}
