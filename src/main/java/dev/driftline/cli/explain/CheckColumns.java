package dev.driftline.cli.explain;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells of the columns of a check's table: those that the check names in full, the others by name, and an example of a
/// row.
public final class CheckColumns {

  private CheckColumns() {}

  public static void write(Check check, Lines lines) throws IOException {
    TableDefinition table = check.table();
    Set<String> named = named(check);
    if (!named.isEmpty()) {
      lines.line("  columns that it names, of %s", table.name());
    }
    for (Column column : table.columns().list()) {
      if (named.contains(column.name())) {
        lines.line("    %s", described(column));
      }
    }
    List<String> others =
        table.columns().names().stream().filter(name -> !named.contains(name)).toList();
    if (!others.isEmpty()) {
      lines.line(
          "  %s: %s",
          named.isEmpty() ? "columns of " + table.name() : "other columns",
          String.join(", ", others));
    }
    example(table, lines);
  }

  /// `version (version): Its whole version. For example: 3.0.11-1`.
  public static String described(Column column) {
    return "%s (%s): %s For example: %s"
        .formatted(
            column.name(),
            column.type().name().toLowerCase(Locale.ROOT),
            column.description(),
            column.example());
  }

  /// A row as `driftline probe` might show it.
  private static void example(TableDefinition table, Lines lines) throws IOException {
    lines.line(
        "  an example of a row: %s",
        table.columns().list().stream()
            .map(column -> column.name() + " = " + column.example())
            .collect(Collectors.joining(", ")));
  }

  private static Set<String> named(Check check) {
    Stream<String> expected =
        switch (check.expectation()) {
          case Expectation.Every(List<Condition> all) -> all.stream().map(Condition::column);
          case Expectation.AtLeastOne(List<Condition> all) -> all.stream().map(Condition::column);
          case Expectation.NoRow(List<Condition> all) -> all.stream().map(Condition::column);
          case Expectation.Same(List<String> columns, _) -> columns.stream();
          case Expectation.Count _ -> Stream.empty();
        };
    return Stream.concat(check.where().stream().map(Condition::column), expected)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
