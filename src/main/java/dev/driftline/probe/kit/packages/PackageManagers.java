package dev.driftline.probe.kit.packages;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.probe.kit.ShellHalf;
import java.util.List;

/// The package managers that driftline can ask.
public final class PackageManagers {

  static final String RPM = "rpm";

  /// Their names, as in the column `manager`. Versions are compared in the order of the manager in the same row.
  public static final List<String> NAMES = List.of("dpkg", RPM, "apk");

  /// The column that names the manager of a row's package.
  public static final Column COLUMN =
      new Column(
          "manager",
          ColumnType.TEXT,
          "Who knows the package: `dpkg`, `rpm` or `apk`.",
          "dpkg",
          NAMES);

  /// Setups of every section that asks one of them.
  public static final List<String> SETUPS =
      List.of(
          ShellHalf.TIME_LIMIT,
          ShellHalf.awk(PackageManagers.class, "dpkg-state"),
          ShellHalf.awk(PackageManagers.class, "dpkg-status"),
          ShellHalf.awk(PackageManagers.class, "package-rows"),
          ShellHalf.awk(PackageManagers.class, "apk-installed"),
          ShellHalf.load(PackageManagers.class, "package-databases"));

  private PackageManagers() {}
}
