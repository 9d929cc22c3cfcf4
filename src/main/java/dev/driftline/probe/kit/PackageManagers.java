package dev.driftline.probe.kit;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import java.util.List;

/// The package managers that hosts are asked by.
public final class PackageManagers {

  /// Their names, as a column has them. Versions are ordered as the manager of the same row orders them.
  public static final List<String> NAMES = List.of("dpkg", "rpm", "apk");

  /// Who knows the package of a row.
  public static final Column COLUMN =
      new Column(
          "manager",
          ColumnType.TEXT,
          "Who knows the package: `dpkg`, `rpm` or `apk`.",
          "dpkg",
          NAMES);

  /// What a section must have run before it asks one of them: they may hang, so each is asked under a time limit.
  public static final List<String> SETUPS =
      List.of(
          ShellHalf.TIME_LIMIT,
          "if command -v dpkg-query || command -v rpm; then find_limit; fi >/dev/null 2>&1\n");

  private PackageManagers() {}
}
