package dev.driftline.model.table;

import java.util.List;

/// One documented column of a table.
///
/// @param name        lower case, words joined by `_`; in a pair `client.version`
/// @param type        how its texts are compared
/// @param description one sentence for people who write policies
/// @param example     a value it really had
/// @param words       the only texts it ever holds; empty if there are others
public record Column(
    String name, ColumnType type, String description, String example, List<String> words) {

  public Column {
    words = List.copyOf(words);
  }

  public Column(String name, ColumnType type, String description, String example) {
    this(name, type, description, example, List.of());
  }
}
