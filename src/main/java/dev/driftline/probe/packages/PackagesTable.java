package dev.driftline.probe.packages;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.packages.PackageManagers;
import java.util.List;
import java.util.Optional;

/// The table `packages`: a row for each installed package.
public final class PackagesTable {

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
              Column.ofPackage("name", "The package's name.", "libmariadb3"),
              Column.ofVersion(
                  "version",
                  "Its whole version, as its manager writes it: with the epoch and the revision.",
                  "1:10.11.19-0+deb12u1",
                  PackageManagers.COLUMN.name()),
              Column.ofNumber("epoch", "The epoch in its version; 0 if there is none.", "1"),
              column("architecture", "The architecture it was built for.", "amd64"),
              new Column(
                  "status",
                  ColumnType.TEXT,
                  "`installed`; `hold` if it is kept from upgrades; else dpkg's word for a package"
                      + " that is there in part: `unpacked`, `half-configured`, `half-installed`,"
                      + " `triggers-awaited`, `triggers-pending`.",
                  "installed",
                  STATES),
              PackageManagers.COLUMN));

  static final TableDefinition DEFINITION =
      new TableDefinition(
          "packages",
          "The installed packages.",
          COLUMNS,
          List.of(
              new Parameter(
                  NAMES,
                  "The names that are wanted, so that only these are sent.",
                  false,
                  Form.LIST,
                  Optional.of("name"))),
          List.of("manager", "name", "architecture"),
          "{name}");

  private PackagesTable() {}

  private static Column column(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }

  private static boolean isEpoch(String text) {
    return text.length() <= MAX_EPOCH_DIGITS && Lines.number(text) >= 0;
  }

  /// One row of the table.
  static Row row(String manager, String name, String version, String architecture, String status) {
    // only a colon after something separates an epoch: `1:10.11`
    int colon = version.indexOf(':');
    String epoch = colon > 0 ? version.substring(0, colon) : "0";
    return new Row(
        COLUMNS,
        List.of(
            Cell.text(name),
            Cell.text(version),
            isEpoch(epoch) ? Cell.text(epoch) : Cell.unread("it is no number"),
            Cell.text(architecture),
            Cell.text(status),
            Cell.text(manager)));
  }
}
