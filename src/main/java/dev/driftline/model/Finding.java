package dev.driftline.model;

import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Optional;

/// One row that is wrong.
///
/// @param key      identifies the finding from night to night: hexadecimal, made of the check, the host and the
///     row's key columns; never of a pid, an inode, an ephemeral port or observed text
/// @param subject  what it is about, within the host: `dnsdump.pl fd 2`
/// @param message  what was seen, one line, no final period: `fd 2 is a TCP connection to db1 (10.0.0.9:3306)`
/// @param expected what should have been seen
/// @param row      the row as it was seen; empty where the finding is about missing or surplus rows
/// @param evidence the raw text it came from; may be empty
public record Finding(
    String key,
    String subject,
    String message,
    List<Expected> expected,
    Optional<Row> row,
    String evidence) {

  public Finding {
    expected = List.copyOf(expected);
  }

  /// What a column should have held.
  ///
  /// @param column the column, or `count` for a number of rows
  /// @param texts  the matcher as the policy wrote it, one text or, for "one of", each
  /// @param list   whether the policy wrote a list
  public record Expected(String column, List<String> texts, boolean list) {
    public Expected {
      texts = List.copyOf(texts);
    }
  }
}
