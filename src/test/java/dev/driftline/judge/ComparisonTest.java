package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Matcher.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every operator over every type of column.
class ComparisonTest {

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofVersion("version", "V.", "1", "manager"),
              new Column("manager", ColumnType.TEXT, "M.", "dpkg"),
              Column.ofVersion("client.version", "V.", "1", "client.manager"),
              new Column("client.manager", ColumnType.TEXT, "M.", "dpkg"),
              Column.ofVersion("server.version", "V.", "1", "server.manager"),
              new Column("server.manager", ColumnType.TEXT, "M.", "dpkg"),
              new Column("client.scheme", ColumnType.TEXT, "P.", "mysql"),
              Column.ofSeries("client.series", "S.", "5.5", "client.scheme"),
              new Column("server.scheme", ColumnType.TEXT, "P.", "mysql"),
              Column.ofSeries("server.series", "S.", "5.5", "server.scheme")));
  private static final Row EMPTY = Row.of(COLUMNS, Map.of());

  @Test
  void everyOperatorDecidesByTheOrderOfTheType() {
    for (Column column :
        List.of(
            column(ColumnType.TEXT),
            column(ColumnType.INTEGER),
            column(ColumnType.SIZE),
            column(ColumnType.DURATION),
            column(ColumnType.VERSION))) {
      decides(column, "3", "3", List.of(Operator.EQUAL, Operator.AT_LEAST, Operator.AT_MOST));
      decides(column, "2", "3", List.of(Operator.NOT_EQUAL, Operator.LESS, Operator.AT_MOST));
      decides(column, "3", "2", List.of(Operator.NOT_EQUAL, Operator.GREATER, Operator.AT_LEAST));
    }
    Column flag = column(ColumnType.BOOLEAN);
    decides(flag, "true", "true", List.of(Operator.EQUAL, Operator.AT_LEAST, Operator.AT_MOST));
    decides(flag, "false", "true", List.of(Operator.NOT_EQUAL, Operator.LESS, Operator.AT_MOST));
  }

  @Test
  @DisplayName("L6 a text that is a number has an order")
  void numbersInTextsCompareByValue() {
    Column text = column(ColumnType.TEXT);
    decides(text, "10\n", "9", List.of(Operator.NOT_EQUAL, Operator.GREATER, Operator.AT_LEAST));
    decides(text, " -0.25", "0.1", List.of(Operator.NOT_EQUAL, Operator.LESS, Operator.AT_MOST));
    assertThat(Comparison.compare(text, "ten", Operator.LESS, "9", EMPTY))
        .isEqualTo(new Truth.Undetermined("value is \"ten\", which is no number"));
    // more digits may follow what was cut
    assertThat(Comparison.beginning(text, new Cell.Cut("1", "long"), Operator.LESS, "9", EMPTY))
        .isInstanceOf(Truth.Undetermined.class);
  }

  @Test
  void numbersOfAnyLengthCompareByValue() {
    Column number = column(ColumnType.INTEGER);
    List<String> ascending =
        List.of(
            "-99999999999999999999",
            "-10",
            "-9",
            "0",
            "9",
            "10",
            "999999999999999999",
            "1000000000000000000",
            "9999999999999999999",
            "18446744073709551615",
            "99999999999999999999999999999999");
    for (int left = 0; left < ascending.size(); left++) {
      for (int right = 0; right < ascending.size(); right++) {
        assertThat(
                Comparison.compare(
                    number, ascending.get(left), Operator.LESS, ascending.get(right), EMPTY))
            .as("%s < %s", ascending.get(left), ascending.get(right))
            .isEqualTo(Truth.of(left < right));
      }
    }
    assertThat(Comparison.compare(number, "007", Operator.EQUAL, "7", EMPTY))
        .isEqualTo(Truth.Known.TRUE);
  }

  @Test
  void aTextThatIsNotOfItsTypeDecidesNothing() {
    undecided(ColumnType.INTEGER, "", "value is \"\", which is not an integer");
    undecided(ColumnType.INTEGER, "1/", "value is \"1/\", which is not an integer");
    undecided(ColumnType.INTEGER, "1:", "value is \"1:\", which is not an integer");
    undecided(ColumnType.SIZE, "1k", "value is \"1k\", which is not a number of bytes");
    undecided(
        ColumnType.DURATION, "1s", "value is \"1s\", which is not a duration in milliseconds");
    undecided(ColumnType.BOOLEAN, "yes", "value is \"yes\", which is not true or false");
    undecided(ColumnType.VERSION, "none", "value is \"none\", which is not a version");
  }

  private static void undecided(ColumnType type, String odd, String why) {
    String good = type == ColumnType.BOOLEAN ? "true" : "1";
    for (Operator operator : Operator.values()) {
      assertThat(Comparison.compare(column(type), odd, operator, good, EMPTY))
          .isEqualTo(new Truth.Undetermined(why));
      assertThat(Comparison.compare(column(type), good, operator, odd, EMPTY))
          .isEqualTo(new Truth.Undetermined(why));
    }
  }

  @Test
  void versionsCompareByTheOrderOfTheirManager() {
    Column version = named("version");
    assertThat(
            Comparison.compare(
                version, "1.0~rc1", Operator.LESS, "1.0", row(Map.of("manager", "dpkg"))))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(Comparison.compare(version, "1.0-rc1", Operator.LESS, "1.0", EMPTY))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(
            Comparison.compare(
                version, "1.0-rc1", Operator.LESS, "1.0", row(Map.of("manager", "dpkg"))))
        .isEqualTo(Truth.Known.FALSE);
    Row unread = Row.of(COLUMNS, Map.of("manager", Cell.unread("denied")));
    assertThat(Comparison.compare(version, "1", Operator.LESS, "2", unread))
        .isEqualTo(new Truth.Undetermined("manager could not be read: denied"));
  }

  @Test
  void versionsOfTwoManagersHaveNoCommonOrder() {
    Column client = named("client.version");
    Row two = row(Map.of("client.manager", "dpkg", "server.manager", "rpm"));
    assertThat(Comparison.columns(client, "1", Operator.EQUAL, "server.version", "1", two))
        .isEqualTo(
            new Truth.Undetermined(
                "client.version and server.version are versions of different package managers"));
    Row same = row(Map.of("client.manager", "dpkg", "server.manager", "dpkg"));
    assertThat(Comparison.columns(client, "1", Operator.EQUAL, "server.version", "1", same))
        .isEqualTo(Truth.Known.TRUE);
    Row unread =
        Row.of(
            COLUMNS,
            Map.of("client.manager", Cell.text("dpkg"), "server.manager", Cell.unread("denied")));
    assertThat(Comparison.columns(client, "1", Operator.EQUAL, "server.version", "1", unread))
        .isEqualTo(new Truth.Undetermined("server.manager could not be read: denied"));
  }

  @Test
  void seriesThatAreCountedInTwoWaysCanDifferButAreNeverAlike() {
    Column client = named("client.series");
    Row two = row(Map.of("client.scheme", "mysql", "server.scheme", "mariadb"));
    Truth unlike =
        new Truth.Undetermined(
            "client.series and server.series are of different products: mysql and mariadb");
    assertThat(Comparison.columns(client, "5.5", Operator.EQUAL, "server.series", "5.5", two))
        .isEqualTo(unlike);
    assertThat(Comparison.columns(client, "5.1", Operator.LESS, "server.series", "5.5", two))
        .isEqualTo(unlike);
    assertThat(Comparison.columns(client, "5.1", Operator.EQUAL, "server.series", "5.5", two))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(Comparison.columns(client, "5.1", Operator.NOT_EQUAL, "server.series", "5.5", two))
        .isEqualTo(Truth.Known.TRUE);
    Row alike =
        row(
            Map.of(
                "client.scheme", "mysql",
                "server.scheme", "mysql",
                "client.manager", "dpkg",
                "server.manager", "rpm"));
    assertThat(Comparison.columns(client, "5.5", Operator.EQUAL, "server.series", "5.5", alike))
        .isEqualTo(Truth.Known.TRUE);
  }

  /// openssl of Red Hat 8 is 1:1.1.1k, which is more than any version without an epoch.
  @Test
  void whereOnlyTheEpochDecidesTheResultIsUndetermined() {
    Column version = named("version");
    for (String manager : List.of("dpkg", "rpm")) {
      Row row = row(Map.of("manager", manager));
      assertThat(Comparison.compare(version, "1:1.1.1k-14.el8", Operator.AT_LEAST, "3.0", row))
          .isEqualTo(
              new Truth.Undetermined(
                  "version 1:1.1.1k-14.el8 has an epoch, and 3.0 has none: write `>= 1:3.0`, or `>= 0:3.0` if the"
                      + " epoch decides"));
      assertThat(Comparison.compare(version, "1:1.0-1", Operator.NOT_EQUAL, "1.0-1", row))
          .isInstanceOf(Truth.Undetermined.class);
      // with and without the epoch it is the same
      assertThat(Comparison.compare(version, "1:3.0.7-27.el9", Operator.AT_LEAST, "3.0", row))
          .isEqualTo(Truth.Known.TRUE);
      // who writes an epoch knows of it
      assertThat(Comparison.compare(version, "1:1.1.1k", Operator.AT_LEAST, "0:3.0", row))
          .isEqualTo(Truth.Known.TRUE);
      assertThat(Comparison.compare(version, "1:1.1.1k", Operator.AT_LEAST, "1:3.0", row))
          .isEqualTo(Truth.Known.FALSE);
    }
  }

  /// Both versions come from hosts there, so both epochs are meant.
  @Test
  void theEpochDecidesBetweenTwoColumns() {
    Row row =
        row(
            Map.of(
                "client.manager", "dpkg",
                "server.manager", "dpkg",
                "client.version", "1:1.0",
                "server.version", "3.0"));
    assertThat(
            Comparison.columns(
                named("client.version"), "1:1.0", Operator.GREATER, "server.version", "3.0", row))
        .isEqualTo(Truth.Known.TRUE);
  }

  @Test
  void aReleaseWithoutANumberIsEqualToItselfAndHasNoOrder() {
    Column release = Column.ofRelease("os_version", "R.", "12");
    assertThat(Comparison.compare(release, "rolling", Operator.EQUAL, "rolling", EMPTY))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(Comparison.compare(release, "rolling", Operator.EQUAL, "12", EMPTY))
        .isEqualTo(Truth.Known.FALSE);
    assertThat(Comparison.compare(release, "12", Operator.NOT_EQUAL, "rolling", EMPTY))
        .isEqualTo(Truth.Known.TRUE);
    assertThat(Comparison.compare(release, "rolling", Operator.AT_LEAST, "12", EMPTY))
        .isEqualTo(new Truth.Undetermined("os_version is \"rolling\", which is not a version"));
  }

  private static void decides(Column column, String text, String value, List<Operator> holding) {
    for (Operator operator : Operator.values()) {
      assertThat(Comparison.compare(column, text, operator, value, EMPTY))
          .as("%s %s %s %s", column.type(), text, operator.sign(), value)
          .isEqualTo(Truth.of(holding.contains(operator)));
    }
  }

  private static Column column(ColumnType type) {
    return new Column("value", type, "A value.", "1");
  }

  private static Column named(String name) {
    return COLUMNS.list().get(COLUMNS.position(name));
  }

  private static Row row(Map<String, String> texts) {
    Map<String, Cell> cells = new java.util.HashMap<>();
    texts.forEach((name, text) -> cells.put(name, Cell.text(text)));
    return Row.of(COLUMNS, cells);
  }
}
