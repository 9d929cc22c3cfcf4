package dev.driftline.probe.packages;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.PackageManagers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table `packages`: a row for each installed package.
public final class PackagesTable {

  public static final String PROBE = "packages";

  // The columns that a gate needs.
  public static final String NAME = "name";
  public static final String VERSION = "version";
  public static final String EPOCH = "epoch";
  public static final String MANAGER = PackageManagers.COLUMN.name();

  public static final String STATUS = "status";

  /// Statuses of a package that is there as a whole.
  public static final List<String> WHOLE = List.of("installed", "hold");

  static final String NAMES = "names";

  /// The words of the column `status`.
  static final List<String> STATES =
      List.of(
          "installed",
          "hold",
          "unpacked",
          "half-configured",
          "half-installed",
          "triggers-awaited",
          "triggers-pending");

  private static final int MAX_EPOCH_DIGITS = 9;

  public static final Columns COLUMNS =
      new Columns(
          List.of(
              Column.ofPackage(NAME, "The package's name.", "libmariadb3"),
              Column.ofVersion(
                  VERSION,
                  "Its whole version, as its manager writes it: with the epoch and the revision.",
                  "1:10.11.19-0+deb12u1",
                  PackageManagers.COLUMN.name()),
              Column.ofNumber(EPOCH, "The epoch in its version; 0 if there is none.", "1"),
              column("architecture", "The architecture it was built for.", "amd64"),
              new Column(
                  STATUS,
                  ColumnType.TEXT,
                  "`installed`; `hold` if it is kept from upgrades; else dpkg's word for a package"
                      + " that is there in part: `unpacked`, `half-configured`, `half-installed`,"
                      + " `triggers-awaited`, `triggers-pending`.",
                  "installed",
                  STATES),
              PackageManagers.COLUMN));

  static final TableDefinition DEFINITION =
      new TableDefinition(
          PROBE,
          "The installed packages.",
          COLUMNS,
          List.of(
              new Parameter(
                  NAMES,
                  "The names that are wanted, so that only these are sent.",
                  false,
                  Form.LIST,
                  Optional.of(NAME))),
          List.of(MANAGER, NAME, "architecture"),
          "{name}");

  private PackagesTable() {}

  private static Column column(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }

  private static boolean isEpoch(String text) {
    return text.length() <= MAX_EPOCH_DIGITS && Lines.number(text) >= 0;
  }

  /// Asks for all packages.
  public static Question question() {
    return new Question(PROBE);
  }

  /// Asks for packages of these names.
  public static Question question(List<String> names) {
    return new Question(PROBE, Map.of(NAMES, String.join(",", names)));
  }

  /// Whether a question is about this table, narrowed or not.
  public static boolean isAskedBy(Question question) {
    return question.probe().equals(PROBE);
  }

  /// Whether a question wants a package: all do that name none.
  public static boolean wants(Question question, String name) {
    List<String> names = names(question);
    return names.isEmpty() || names.contains(name);
  }

  /// The names that a question wants; none if it wants all.
  public static List<String> names(Question question) {
    String names = question.parameter(NAMES);
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  /// The row of a package that is not installed yet. Its manager is that of the host's other packages.
  public static Row planned(String name, Cell version, String manager) {
    String why = "it is not installed yet";
    return Row.of(
        COLUMNS,
        Map.of(
            NAME,
            Cell.text(name),
            VERSION,
            version,
            EPOCH,
            epoch(version),
            "architecture",
            Cell.unread(why),
            "status",
            Cell.text(STATES.getFirst()),
            MANAGER,
            Cell.text(manager)));
  }

  /// The same row with another version.
  public static Row with(Row row, Cell version) {
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(COLUMNS.position(VERSION), version);
    cells.set(COLUMNS.position(EPOCH), epoch(version));
    return new Row(COLUMNS, cells);
  }

  private static Cell epoch(Cell version) {
    return switch (version) {
      case Cell.Text(String text) -> epoch(text);
      case Cell.Cut(String beginning, _) -> epoch(beginning);
      case Cell.None none -> none;
      case Cell.Unread unread -> unread;
    };
  }

  private static Cell epoch(String version) {
    // only a colon after something separates an epoch: `1:10.11`
    int colon = version.indexOf(':');
    String epoch = colon > 0 ? version.substring(0, colon) : "0";
    return isEpoch(epoch) ? Cell.text(epoch) : Cell.unread("it is no number");
  }

  /// One row of the table.
  static Row row(String manager, String name, String version, String architecture, String status) {
    return new Row(
        COLUMNS,
        List.of(
            Cell.text(name),
            Cell.text(version),
            epoch(version),
            Cell.text(architecture),
            Cell.text(status),
            Cell.text(manager)));
  }
}
