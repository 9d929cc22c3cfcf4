package dev.driftline.docs;

import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.file.CompatTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/compatibility.md` lists the tables that come with driftline.
class CompatibilityPageTest {

  @Test
  void listsTheTables() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "\n| table | servers | clients | rules | conditions | known until |\n|---|---|---|---|---|---|\n");
    for (String name : CompatTables.names()) {
      CompatTable table = CompatTables.named(name).orElseThrow();
      text.append(
          "| `%s` | %s | %s | %d | %d | %s |\n"
              .formatted(
                  name,
                  products(table, product -> product.role().serves()),
                  products(table, product -> !product.role().serves()),
                  table.rows().size(),
                  table.conditions().size(),
                  table.knownUntil().entrySet().stream()
                      .map(entry -> entry.getKey() + " " + entry.getValue())
                      .collect(Collectors.joining(", "))));
    }
    Page.holds(
        Path.of("docs", "compatibility.md"), "CompatibilityPageTest", text.append('\n').toString());
  }

  private static String products(CompatTable table, Predicate<TableProduct> side) {
    return table.products().values().stream()
        .filter(side)
        .map(TableProduct::name)
        .collect(Collectors.joining(", "));
  }
}
