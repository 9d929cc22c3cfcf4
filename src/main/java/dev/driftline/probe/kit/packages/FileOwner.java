package dev.driftline.probe.kit.packages;

import dev.driftline.model.table.Cell;

/// The package that a file belongs to, as three cells of a row. For example, `libc6`, `2.36-9+deb12u14` and `dpkg`.
///
/// @param packageName its name, without an architecture
/// @param version     its version
/// @param manager     the package manager that knows it
public record FileOwner(Cell packageName, Cell version, Cell manager) {

  /// The owner of a file that belongs to no package.
  public static final FileOwner NOBODY = new FileOwner(Cell.none(), Cell.none(), Cell.none());

  /// The owner of a file that could not be looked for.
  public static FileOwner unread(String why) {
    Cell unread = Cell.unread(why);
    return new FileOwner(unread, unread, unread);
  }
}
