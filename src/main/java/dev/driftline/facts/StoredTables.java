package dev.driftline.facts;

import dev.driftline.model.table.TableDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The tables of a file, as its header has them. Safe to call from any thread.
final class StoredTables {

  private final Header header;
  private final Map<String, StoredTable> tables = new ConcurrentHashMap<>();

  StoredTables(Header header) {
    this.header = header;
  }

  /// @param line that has an answer of this table
  StoredTable of(TableDefinition definition, LineParser line) throws IOException {
    StoredTable known = tables.get(definition.name());
    if (known != null) {
      return known;
    }
    List<String> columns = header.tables().get(definition.name());
    if (columns == null) {
      throw line.changed(
          "it has rows of the table %s, which the first line does not have"
              .formatted(definition.name()));
    }
    StoredTable table =
        StoredTable.of(definition.columns(), columns, header.version())
            .orElseThrow(
                () -> line.changed("the table %s has a column twice".formatted(definition.name())));
    tables.put(definition.name(), table);
    return table;
  }
}
