package dev.driftline.model.table;

import java.util.List;

/// One documented column of a table.
///
/// @param name        lower case, words joined by `_`; in a pair `client.version`
/// @param type        how its texts are compared
/// @param description one sentence for people who write policies
/// @param example     a value it really had
/// @param words       the only texts it ever holds; empty if there are others
/// @param longest     bytes of the longest text that it ever holds
public record Column(
    String name,
    ColumnType type,
    String description,
    String example,
    List<String> words,
    int longest) {

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
    this(name, type, description, example, words, Integer.MAX_VALUE);
  }

  /// A column for the name that a process gives itself.
  public static Column ofProcessName(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example, List.of(), PROCESS_NAME);
  }
}
