package dev.driftline.probe.kit.packages;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.probe.kit.ShellHalf;
import java.util.List;

/// The package managers that driftline can ask.
public final class PackageManagers {

  /// Their names, as in the column `manager`. Versions are compared in the order of the manager in the same row.
  public static final List<String> NAMES = List.of("dpkg", "rpm", "apk");

  /// The column that names the manager of a row's package.
  public static final Column COLUMN =
      new Column(
          "manager",
          ColumnType.TEXT,
          "Who knows the package: `dpkg`, `rpm` or `apk`.",
          "dpkg",
          NAMES);

  /// Setups of every section that asks one of them. dpkg and rpm may hang, for example on a lock. So each is asked
  /// under a time limit.
  public static final List<String> SETUPS =
      List.of(
          ShellHalf.TIME_LIMIT,
          "if command -v dpkg-query || command -v rpm; then find_limit; fi >/dev/null 2>&1\n");

  private PackageManagers() {}
}
