package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What other programs recognise a finding by, from night to night.
class FindingKeyTest {

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("name", ColumnType.TEXT, "N.", "a"),
              new Column("unit", ColumnType.TEXT, "U.", "u"),
              new Column("pid", ColumnType.INTEGER, "P.", "1")));
  private static final TableDefinition TABLE =
      new TableDefinition("fds", "D.", COLUMNS, List.of(), List.of("name", "unit"), "{name}");

  /// The bytes are those of version 1 of the report: changing them makes every known finding a new one.
  @Test
  void staysTheSameFromReleaseToRelease() {
    assertThat(key("p", "c", "h").of(TABLE, row("a", Cell.none(), "7")))
        .isEqualTo("33e03e008785abca0bfd42f472b47593");
    assertThat(key("p", "c", "h").ofRows()).isEqualTo("be4908b917ba47b7c3d39c0638783fd9");
  }

  @Test
  void differsWithWhateverTellsFindingsApart() {
    Set<String> keys = new HashSet<>();
    keys.add(key("p", "c", "h").of(TABLE, row("a", Cell.none(), "7")));
    keys.add(key("q", "c", "h").of(TABLE, row("a", Cell.none(), "7")));
    keys.add(key("p", "d", "h").of(TABLE, row("a", Cell.none(), "7")));
    keys.add(key("p", "c", "i").of(TABLE, row("a", Cell.none(), "7")));
    keys.add(key("p", "c", "h").of(TABLE, row("b", Cell.none(), "7")));
    keys.add(key("p", "c", "h").of(TABLE, row("a", Cell.text("u"), "7")));
    keys.add(key("p", "c", "h").of(TABLE, row("a", Cell.unread("denied"), "7")));
    keys.add(key("p", "c", "h").of(TABLE, row("a", Cell.text(""), "7")));
    keys.add(key("p", "c", "h").ofRows());
    keys.add(key("pc", "", "h").of(TABLE, row("a", Cell.none(), "7")));
    assertThat(keys).hasSize(10);
  }

  @Test
  void doesNotDependOnAProcessNumber() {
    assertThat(key("p", "c", "h").of(TABLE, row("a", Cell.none(), "8")))
        .isEqualTo(key("p", "c", "h").of(TABLE, row("a", Cell.none(), "7")));
  }

  @Test
  void countsEqualRows() {
    FindingKey keys = key("p", "c", "h");
    assertThat(keys.of(TABLE, row("a", Cell.none(), "7")))
        .isNotEqualTo(keys.of(TABLE, row("a", Cell.none(), "8")));
  }

  private static FindingKey key(String policy, String id, String host) {
    return new FindingKey(new CheckInfo(policy, id, "T", Severity.MAJOR, "", ""), host);
  }

  private static Row row(String name, Cell unit, String pid) {
    return Row.of(COLUMNS, Map.of("name", Cell.text(name), "unit", unit, "pid", Cell.text(pid)));
  }

  /// With lists of texts as keys of a map it took the square of their number: half a minute for these.
  @Test
  @Timeout(60)
  void namesOfOneHashCodeCostNoMoreThanOthers() {
    FindingKey keys = key("p", "c", "h");
    Set<String> made = new HashSet<>();
    for (int number = 0; number < 100_000; number++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 17; bit++) {
        name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
      }
      made.add(keys.of(TABLE, row(name.toString(), Cell.none(), "1")));
    }
    assertThat(made).hasSize(100_000);
  }
}
