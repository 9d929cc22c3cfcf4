package dev.driftline.cli.explain;

import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.Compatible;
import dev.driftline.product.compat.TableCondition;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.TableRow;
import dev.driftline.product.compat.When;
import dev.driftline.text.Count;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A compatibility table for people: what it knows, what it asks, and its rules by topic.
public final class TableExplained {

  private TableExplained() {}

  public static void explain(CompatTable table, Lines lines) throws IOException {
    lines.plain(
        "table %s: which client fits which server (%s)"
            .formatted(table.name(), Count.of(table.rows().size(), "rule")));
    lines.plain("  servers  " + products(table, true));
    lines.plain("  clients  " + products(table, false));
    conditions(table, lines);
    Map<String, List<TableRow>> topics =
        table.rows().stream()
            .collect(
                Collectors.groupingBy(TableRow::topic, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<TableRow>> topic : topics.entrySet()) {
      lines.plain("");
      lines.plain("  " + topic.getKey());
      for (TableRow row : topic.getValue()) {
        row(row, lines);
      }
    }
  }

  private static String products(CompatTable table, boolean serve) {
    return table.products().values().stream()
        .filter(product -> product.role().serves() == serve)
        .map(product -> known(table, product))
        .collect(Collectors.joining(", "));
  }

  private static String known(CompatTable table, TableProduct product) {
    return table
        .knownUntil(product)
        .map(last -> "%s (known until %s)".formatted(product.name(), last))
        .orElse(product.name());
  }

  private static void conditions(CompatTable table, Lines lines) throws IOException {
    if (table.conditions().isEmpty()) {
      return;
    }
    lines.plain("");
    lines.plain("  conditions: what the versions do not tell");
    for (TableCondition condition : table.conditions().values()) {
      lines.plain(
          "    %s: %s (needs %s%s)"
              .formatted(
                  condition.name(),
                  condition.ask(),
                  condition.needs(),
                  condition.carries() ? "; survives an upgrade" : ""));
    }
  }

  private static void row(TableRow row, Lines lines) throws IOException {
    lines.plain(
        "    %s: %s%s"
            .formatted(
                row.id(), row.compatible().word(), row.code().isEmpty() ? "" : ", " + row.code()));
    lines.plain(
        "      client %s; server %s%s"
            .formatted(row.client().words(), row.server().words(), when(row)));
    if (!row.sees().isEmpty()) {
      lines.plain(("      " + row.sees()));
    }
    if (row.compatible() != Compatible.OK) {
      lines.plain(("      do: " + row.action()));
    }
    lines.plain(("      source: " + row.source()));
    if (!row.unsure().isEmpty()) {
      lines.plain(("      unsure: " + row.unsure()));
    }
  }

  private static String when(TableRow row) {
    return row.when().isEmpty()
        ? ""
        : row.when().stream().map(When::words).collect(Collectors.joining(" and ", "; if ", ""));
  }
}
