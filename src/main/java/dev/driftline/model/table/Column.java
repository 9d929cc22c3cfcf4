package dev.driftline.model.table;

import java.util.List;
import java.util.Optional;

/// One documented column of a table.
///
/// @param name        lower case, words joined by `_`; in a pair `client.version`
/// @param type        how its texts are compared
/// @param description one sentence for people who write policies
/// @param example     a value it really had
/// @param words       the only texts it ever holds; empty if there are others
/// @param longest     bytes of the longest text that it ever holds
/// @param countedBy   of a series: the column of the same table that says how its maker counts. Two series can be
///     compared only where the texts of these columns are equal
public record Column(
    String name,
    ColumnType type,
    String description,
    String example,
    List<String> words,
    int longest,
    Optional<String> countedBy) {

  /// Linux cuts off a process's name there: TASK_COMM_LEN of include/linux/sched.h, less its NUL.
  private static final int PROCESS_NAME = 15;

  public Column {
    words = List.copyOf(words);
  }

  public Column(String name, ColumnType type, String description, String example) {
    this(name, type, description, example, List.of());
  }

  public Column(
      String name, ColumnType type, String description, String example, List<String> words) {
    this(name, type, description, example, words, Integer.MAX_VALUE, Optional.empty());
  }

  /// A column for the name that a process gives itself.
  public static Column ofProcessName(String name, String description, String example) {
    return new Column(
        name, ColumnType.TEXT, description, example, List.of(), PROCESS_NAME, Optional.empty());
  }

  /// A column for a line of releases, such as 10.11 or 8.0. Its numbers have one order whatever the package manager.
  ///
  /// @param countedBy the column that says how its maker counts
  public static Column ofSeries(String name, String description, String example, String countedBy) {
    return new Column(
        name,
        ColumnType.VERSION,
        description,
        example,
        List.of(),
        Integer.MAX_VALUE,
        Optional.of(countedBy));
  }
}
