package dev.driftline.model.table;

import dev.driftline.model.FoundRule;
import dev.driftline.model.Message;
import dev.driftline.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// How a row is told to people. Many tables need no such words: the names and values of the wrong columns are enough.
///
/// Each function reads the row and nothing else; `evidence` is also given the message of the finding. The row is
/// hostile. The texts of `sentence`, `details` and `cause` are harmless already; `evidence` is as the host said it.
///
/// @param sentence replaces the list of wrong columns
/// @param details  who the row is about, beside its subject. It tells two rows with the same subject apart. Usually
///     [Who#NONE]
/// @param cause    added after the wrong columns, with its own punctuation: `; its time limit ended it`. Usually empty
/// @param evidence text of the host that the message does not show: the stderr of a command. Usually empty
/// @param rating   how bad a row is, if a table of rules says so
public record RowWords(
    Optional<Sentence> sentence,
    Function<Row, Who> details,
    Function<Row, String> cause,
    BiFunction<Row, String, String> evidence,
    Optional<Rating> rating) {

  /// No such words.
  public static final RowWords NONE =
      new RowWords(Optional.empty(), _ -> Who.NONE, _ -> "", (_, _) -> "", Optional.empty());

  /// How bad a row is, and by which rule, where a table of rules says so and not the check.
  ///
  /// @param column a check that names it has no severity of its own
  /// @param ruleColumn has the name of the rule
  /// @param rule   the rule of a row; empty if the row has none
  /// @param severity that follows from a row; empty if none does
  public record Rating(
      String column,
      String ruleColumn,
      Function<Row, Optional<FoundRule>> rule,
      Function<Row, Optional<Severity>> severity) {

    /// The two columns, the rule first.
    public List<String> named() {
      return List.of(ruleColumn, column);
    }
  }

  /// A sentence about a whole row: `fd 2 is a TCP connection to db1`.
  ///
  /// @param about the columns that the sentence is about. It is used if one of them is wrong, or if the row should not
  ///     be there
  /// @param of    makes the sentence
  public record Sentence(Set<String> about, Function<Row, Message> of) {}

  /// Who a row is about: a process, beside its name. Both parts are without punctuation around them, and may be empty.
  ///
  /// @param lasting what stays when it is started again, and is the same on other hosts: `app:wsgi, user www,
  ///     shop.service`
  /// @param passing what is new with each start: `process 2387 since 2026-11-20T03:00:12Z`
  public record Who(String lasting, String passing) {

    /// The subject says all.
    public static final Who NONE = new Who("", "");
  }

  public RowWords withSentence(Set<String> about, Function<Row, Message> of) {
    return new RowWords(Optional.of(new Sentence(about, of)), details, cause, evidence, rating);
  }

  public RowWords withDetails(Function<Row, Who> told) {
    return new RowWords(sentence, told, cause, evidence, rating);
  }

  public RowWords withCause(Function<Row, String> added) {
    return new RowWords(sentence, details, added, evidence, rating);
  }

  public RowWords withEvidence(BiFunction<Row, String, String> shown) {
    return new RowWords(sentence, details, cause, shown, rating);
  }

  public RowWords withRating(Rating rated) {
    return new RowWords(sentence, details, cause, evidence, Optional.of(rated));
  }
}
