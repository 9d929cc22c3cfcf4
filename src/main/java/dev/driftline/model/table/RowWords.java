package dev.driftline.model.table;

import java.util.Optional;
import java.util.function.Function;

/// How a row of a table is told to people, where the names of its wrong columns alone would not help them.
///
/// Each function reads the row and nothing else. What it takes from the row is hostile; `sentence` and `cause` have made
/// it harmless, `evidence` is as the host said it.
///
/// @param sentence what the whole row says
/// @param cause    is added behind the wrong columns, with its own punctuation: `; its time limit ended it`. Mostly empty
/// @param evidence what the host said that the finding does not show: the stderr of a command. Mostly empty
public record RowWords(
    Optional<Sentence> sentence, Function<Row, String> cause, Function<Row, String> evidence) {

  /// Nothing but the names and values of columns.
  public static final RowWords NONE = new RowWords(Optional.empty(), _ -> "", _ -> "");

  /// A sentence that stands for a whole row: `fd 2 is a TCP connection to db1`.
  ///
  /// @param about the column that it is about. It is said if that column is wrong, or if the row should not be there
  /// @param of    makes it
  public record Sentence(String about, Function<Row, String> of) {}

  public RowWords withSentence(String about, Function<Row, String> of) {
    return new RowWords(Optional.of(new Sentence(about, of)), cause, evidence);
  }

  public RowWords withCause(Function<Row, String> added) {
    return new RowWords(sentence, added, evidence);
  }

  public RowWords withEvidence(Function<Row, String> shown) {
    return new RowWords(sentence, cause, shown);
  }
}
