package dev.driftline.model.table;

/// How the texts of a column are compared and written.
public enum ColumnType {
  /// Any text; compared byte for byte.
  TEXT,
  /// A decimal integer, possibly negative.
  INTEGER,
  /// `true` or `false`.
  BOOLEAN,
  /// A version; [Column#scale] says what orders it.
  VERSION,
  /// A number of bytes, a decimal integer; policies may write `10M`, `4KiB`. It is for probes that measure files or file
  /// systems; none of those that come with driftline does.
  SIZE,
  /// A duration in milliseconds, a decimal integer; policies may write `60s`, `5m`, `2h`, `30d`.
  DURATION
}
