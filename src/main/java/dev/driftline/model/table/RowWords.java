package dev.driftline.model.table;

import java.util.Optional;
import java.util.function.Function;

/// How a row is told to people. Many tables need no such words: the names and values of the wrong columns are enough.
///
/// Each function reads the row and nothing else. The row is hostile. The texts of `sentence` and `cause` are harmless
/// already; `evidence` is as the host said it.
///
/// @param sentence replaces the list of wrong columns
/// @param cause    added after the wrong columns, with its own punctuation: `; its time limit ended it`. Usually empty
/// @param evidence text of the host that the finding does not show: the stderr of a command. Usually empty
public record RowWords(
    Optional<Sentence> sentence, Function<Row, String> cause, Function<Row, String> evidence) {

  /// No such words.
  public static final RowWords NONE = new RowWords(Optional.empty(), _ -> "", _ -> "");

  /// A sentence about a whole row: `fd 2 is a TCP connection to db1`.
  ///
  /// @param about the column that the sentence is about. It is used if that column is wrong, or if the row should not
  ///     be there
  /// @param of    makes the sentence
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
