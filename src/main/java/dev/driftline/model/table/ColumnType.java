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
  /// A number of bytes, as a decimal integer. Policies may write `10M` or `4KiB`. It is for probes that measure files
  /// or file systems; no probe that comes with driftline does.
  SIZE,
  /// A duration in milliseconds, as a decimal integer. Policies may write `60s`, `5m`, `2h` or `30d`.
  DURATION
}
