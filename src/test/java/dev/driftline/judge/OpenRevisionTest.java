package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A version of which only the revision is not known, as a plan assumes it.
class OpenRevisionTest {

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofVersion("version", "V.", "1", "manager"),
              new Column("manager", ColumnType.TEXT, "M.", "dpkg")));

  @ParameterizedTest
  @CsvSource({
    "dpkg, 1:11.4.5-, AT_LEAST, 1:10.11,    TRUE",
    "dpkg, 1:11.4.5-, LESS,     1:11.8-1,   TRUE",
    "dpkg, 1:11.4.5-, EQUAL,    1:11.4.4-9, FALSE",
    "dpkg, 1:11.4.5-, AT_LEAST, 1:11.4.5,   TRUE",
    "dpkg, 1:11.4.5-, LESS,     1:11.4.5,   FALSE",
    "dpkg, 1:11.4.5-, GREATER,  1:11.4.5,   unknown",
    "dpkg, 1:11.4.5-, AT_LEAST, 1:11.4.5-1, unknown",
    "dpkg, 1:11.4.5-, EQUAL,    1:11.4.5-1, unknown",
    "dpkg, 1:11.4.5-, LESS,     1:11.4.50-1, TRUE",
    "dpkg, 1:11.4.5-, AT_LEAST, 11.8,       unknown",
    "rpm,  11.4.5-,   AT_LEAST, 11.4.5-3,   unknown",
    "rpm,  11.4.5-,   AT_LEAST, 11.4.4-3,   TRUE",
    "apk,  11.4.5-r,  AT_LEAST, 11.4.5-r2,  unknown",
    "apk,  11.4.5-r,  AT_LEAST, 11.4.4-r2,  TRUE",
    // a text that was cut where no revision begins may go on in any way
    "dpkg, 1:11.4.5,  LESS,     1:11.4.7,   unknown",
  })
  void onlyAComparisonThatTheRevisionDecidesIsUnknown(
      String manager, String beginning, Operator operator, String value, String expected) {
    Row row = Row.of(COLUMNS, Map.of("manager", Cell.text(manager)));
    Truth truth =
        Comparison.beginning(
            COLUMNS.list().getFirst(),
            new Cell.Cut(beginning, "the plan names no revision"),
            operator,
            value,
            row);
    String said =
        switch (truth) {
          case Truth.Known known -> known.name();
          case Truth.Undetermined _ -> "unknown";
        };
    assertThat(said.toLowerCase(Locale.ROOT)).isEqualTo(expected.toLowerCase(Locale.ROOT));
  }
}
