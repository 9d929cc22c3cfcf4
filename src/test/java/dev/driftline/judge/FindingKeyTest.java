package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(key("c", "h").of(TABLE, row("a", Cell.none(), "7")))
        .isEqualTo(
            new FindingKey.Names(
                "693faf74e6aa5b3d868af14b7b7cc47e", "ca1ff1d1887e9e4ba86410b82829c3a3"));
    assertThat(key("c", "h").ofRows())
        .isEqualTo(
            new FindingKey.Names(
                "74b99976ac4181aa8d4ca0de1346c0bf", "00d8bab0e26ffa039deb4de4469024ac"));
  }

  @Test
  void differsWithWhateverTellsFindingsApart() {
    Set<String> keys = new HashSet<>();
    keys.add(key("c", "h").of(TABLE, row("a", Cell.none(), "7")).key());
    keys.add(key("d", "h").of(TABLE, row("a", Cell.none(), "7")).key());
    keys.add(key("c", "i").of(TABLE, row("a", Cell.none(), "7")).key());
    keys.add(key("c", "h").of(TABLE, row("b", Cell.none(), "7")).key());
    keys.add(key("c", "h").of(TABLE, row("a", Cell.text("u"), "7")).key());
    keys.add(key("c", "h").of(TABLE, row("a", Cell.unread("denied"), "7")).key());
    keys.add(key("c", "h").of(TABLE, row("a", Cell.text(""), "7")).key());
    keys.add(key("c", "h").ofRows().key());
    keys.add(key("ch", "").of(TABLE, row("a", Cell.none(), "7")).key());
    assertThat(keys).hasSize(9);
  }

  @Test
  void doesNotDependOnAProcessNumber() {
    assertThat(key("c", "h").of(TABLE, row("a", Cell.none(), "8")))
        .isEqualTo(key("c", "h").of(TABLE, row("a", Cell.none(), "7")));
  }

  @Test
  void countsEqualRowsOfOneProblem() {
    FindingKey keys = key("c", "h");
    FindingKey.Names first = keys.of(TABLE, row("a", Cell.none(), "7"));
    FindingKey.Names second = keys.of(TABLE, row("a", Cell.none(), "8"));

    assertThat(first.key()).isNotEqualTo(second.key());
    assertThat(first.problem()).isEqualTo(second.problem());
  }

  private static FindingKey key(String check, String host) {
    return new FindingKey(check, host);
  }

  private static Row row(String name, Cell unit, String pid) {
    return Row.of(COLUMNS, Map.of("name", Cell.text(name), "unit", unit, "pid", Cell.text(pid)));
  }

  /// With lists of texts as keys of a map it took the square of their number: half a minute for these.
  @Test
  @Timeout(60)
  void namesOfOneHashCodeCostNoMoreThanOthers() {
    FindingKey keys = key("c", "h");
    Set<String> made = new HashSet<>();
    for (int number = 0; number < 100_000; number++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 17; bit++) {
        name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
      }
      made.add(keys.of(TABLE, row(name.toString(), Cell.none(), "1")).key());
    }
    assertThat(made).hasSize(100_000);
  }
}
