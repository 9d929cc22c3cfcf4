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
/// @param scale       what orders its texts, if they are versions
public record Column(
    String name,
    ColumnType type,
    String description,
    String example,
    List<String> words,
    int longest,
    VersionScale scale) {

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
    this(name, type, description, example, words, Integer.MAX_VALUE, new VersionScale.Semantic());
  }

  /// A column for the name that a process gives itself.
  public static Column ofProcessName(String name, String description, String example) {
    return new Column(
        name,
        ColumnType.TEXT,
        description,
        example,
        List.of(),
        PROCESS_NAME,
        new VersionScale.Semantic());
  }

  /// A column for versions of packages.
  ///
  /// @param manager the column of the same table that says by which package manager's order they are compared
  public static Column ofVersion(String name, String description, String example, String manager) {
    return ofVersion(name, description, example, new VersionScale.OfManager(manager));
  }

  /// A column for a line of releases, such as 10.11 or 8.0.
  ///
  /// @param maker the column of the same table that says how its maker counts
  public static Column ofSeries(String name, String description, String example, String maker) {
    return ofVersion(name, description, example, new VersionScale.OfMaker(maker));
  }

  private static Column ofVersion(
      String name, String description, String example, VersionScale scale) {
    return new Column(
        name, ColumnType.VERSION, description, example, List.of(), Integer.MAX_VALUE, scale);
  }
}
