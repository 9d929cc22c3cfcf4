package dev.driftline.docs;

import dev.driftline.model.table.Column;
import dev.driftline.pair.PairTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// `docs/pairs.md` lists the columns of a pair.
class PairsPageTest {

  @Test
  void listsTheColumnsOfAPair() throws IOException {
    StringBuilder text =
        new StringBuilder("\n| column | type | what it holds | example |\n|---|---|---|---|\n");
    for (Column column : PairTable.definition().columns().list()) {
      text.append(
          "| `%s` | %s | %s | `%s` |\n"
              .formatted(
                  column.name(),
                  column.type().name().toLowerCase(Locale.ROOT),
                  Page.cell(column.description()),
                  Page.cell(column.example())));
    }
    Page.holds(Path.of("docs", "pairs.md"), "PairsPageTest", text.append('\n').toString());
  }
}
