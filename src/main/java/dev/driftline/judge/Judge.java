package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges what one host answered by the checks that cover it. Pure: the same answers give the same results.
public final class Judge {

  private static final Question HOST = new Question("host");

  private Judge() {}

  /// A result for each of `checks`, in order, but for those about pairs: `PairJudge` has them when all hosts are known.
  ///
  /// @param book fills the column `peer_host`; it may lack hosts that have not answered yet
  public static List<CheckResult> judge(List<Check> checks, HostAnswers answers, AddressBook book) {
    return checks.stream()
        .filter(check -> check.subject() instanceof Subject.Rows)
        .map(check -> judge(check, answers, book))
        .toList();
  }

  private static CheckResult judge(Check check, HostAnswers answers, AddressBook book) {
    String host = answers.host().name();
    Optional<CheckResult> elsewhere = applies(check, host, description(answers));
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    return switch (check.subject()) {
      case Subject.Rows(Question question) ->
          ofAnswer(check, host, question, answers.answers(), book);
      case Subject.Pair _ ->
          throw new IllegalArgumentException("a pair is judged with all hosts: " + check.info());
    };
  }

  private static CheckResult ofAnswer(
      Check check,
      String host,
      Question question,
      Map<Question, Answer> answers,
      AddressBook book) {
    return switch (answers.get(question)) {
      case null -> nothing(check, host).unknown("%s was not asked".formatted(question.probe()));
      case Answer.Unknown(Reason reason, String why, _) ->
          nothing(check, host).unknown("%s: %s".formatted(reason.word(), why));
      case Answer.Absent(String what) ->
          nothing(check, host).missing(check.ifAbsent(), "there is no " + Wording.shown(what));
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          new RowJudge(check, host, PeerHosts.filled(rows, host, book), gap).judge();
    };
  }

  private static RowJudge nothing(Check check, String host) {
    return new RowJudge(check, host, List.of(), Optional.empty());
  }

  /// The row by which a host describes itself; empty unless there is exactly one.
  static Optional<Row> description(HostAnswers answers) {
    return answers.answers().get(HOST) instanceof Answer.Observed(List<Row> rows, _, _)
            && rows.size() == 1
        ? Optional.of(rows.getFirst())
        : Optional.empty();
  }

  /// The result of a check that does not apply to `host`, or of which that cannot be told; empty if it applies.
  static Optional<CheckResult> applies(Check check, String host, Optional<Row> description) {
    if (check.appliesTo().isEmpty()) {
      return Optional.empty();
    }
    RowJudge nothing = nothing(check, host);
    if (description.isEmpty()) {
      return Optional.of(
          nothing.unknown(
              "whether it applies could not be told: the host did not describe itself"));
    }
    return switch (Matching.all(check.appliesTo(), description.get())) {
      case Truth.Known known ->
          known == Truth.Known.TRUE
              ? Optional.empty()
              : Optional.of(
                  nothing.result(
                      Verdict.NOT_APPLICABLE,
                      Optional.of("applies only to " + Wording.conditions(check.appliesTo()))));
      case Truth.Undetermined(String why) ->
          Optional.of(nothing.unknown("whether it applies could not be told: " + why));
    };
  }
}
