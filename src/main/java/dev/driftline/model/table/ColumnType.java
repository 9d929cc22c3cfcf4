package dev.driftline.model.table;

/// How the texts of a column are compared and written.
public enum ColumnType {
  /// Any text; compared byte for byte. A text that is a [#NUMBER] can also be compared with `<` and `>`.
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
  DURATION;

  /// What counts as a number in a text: `5`, `-0.25`.
  public static final String NUMBER = "-?[0-9]{1,18}(?:\\.[0-9]{1,18})?";
}
