package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Subject;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Judges what one host answered by the checks that cover it. Pure: the same answers give the same results.
public final class Judge {

  private Judge() {}

  /// A result for each of `checks`, in order, but for those about pairs: `PairJudge` has them when all hosts are known.
  ///
  /// A check whose judging costs more than `budget` allows is unknown.
  ///
  /// @param description the row by which the host describes itself; empty if it did not
  /// @param completed   fills cells that no host can know of itself, such as the name of a peer
  /// @param budget      what judging this host may cost
  public static List<CheckResult> judge(
      List<Check> checks,
      HostAnswers answers,
      Optional<Row> description,
      BiFunction<TableDefinition, List<Row>, List<Row>> completed,
      Budget budget) {
    return checks.stream()
        .filter(check -> !(check.subject() instanceof Subject.Pair))
        .map(check ->
            within(
                budget,
                check,
                answers.host().name(),
                () -> judge(check, answers, description, completed, budget)))
        .toList();
  }

  /// What `judging` comes to, or unknown if that costs more than `budget` allows.
  public static CheckResult within(
      Budget budget, Check check, String host, Supplier<CheckResult> judging) {
    Budget.Mark before = budget.mark();
    try {
      budget.step();
      return judging.get();
    } catch (LimitReached e) {
      budget.forget(before);
      return unknown(check, host, "%s: %s".formatted(e.reason().word(), e.why()));
    }
  }

  private static CheckResult judge(
      Check check,
      HostAnswers answers,
      Optional<Row> description,
      BiFunction<TableDefinition, List<Row>, List<Row>> completed,
      Budget budget) {
    String host = answers.host().name();
    if (check.subject() instanceof Subject.NotAsked(String why)) {
      return unknown(check, host, why);
    }
    Optional<CheckResult> elsewhere = applies(check, host, description);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    return switch (check.subject()) {
      case Subject.Rows(Question question) ->
          ofAnswer(check, host, answers.answers().get(question), question, budget, completed);
      case Subject.NotAsked(String why) -> unknown(check, host, why);
      case Subject.Pair _ ->
          throw new IllegalArgumentException("a pair is judged with all hosts: " + check.info());
    };
  }

  private static CheckResult ofAnswer(
      Check check,
      String host,
      @Nullable Answer answer,
      Question question,
      Budget budget,
      BiFunction<TableDefinition, List<Row>, List<Row>> completed) {
    return switch (answer) {
      case null -> nothing(check, host).unknown("%s was not asked".formatted(question.probe()));
      case Answer.Unknown(Reason reason, String why, _) ->
          nothing(check, host).unknown("%s: %s".formatted(reason.word(), why));
      case Answer.Absent(String what) ->
          nothing(check, host).missing(check.ifAbsent(), "there is no " + Escape.sentence(what));
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          judge(check, host, completed.apply(check.table(), rows), gap, budget);
    };
  }

  /// The result of `check` over `rows` of `host`.
  ///
  /// @param gap    why there may be rows that are not here
  /// @param budget what judging this host may cost
  /// @throws LimitReached if it costs more; see [#within]
  public static CheckResult judge(
      Check check, String host, List<Row> rows, Optional<String> gap, Budget budget) {
    return new RowJudge(check, host, rows, gap, budget).judge();
  }

  /// The result of a check of which nothing can be told, because of `why`.
  public static CheckResult unknown(Check check, String host, String why) {
    return nothing(check, host).unknown(why);
  }

  private static RowJudge nothing(Check check, String host) {
    return new RowJudge(check, host, List.of(), Optional.empty(), Budget.unlimited());
  }

  /// The result of a check that does not apply to `host`, or of which that cannot be told; empty if it applies.
  public static Optional<CheckResult> applies(Check check, String host, Optional<Row> description) {
    if (check.appliesTo().isEmpty()) {
      return Optional.empty();
    }
    RowJudge nothing = nothing(check, host);
    if (description.isEmpty()) {
      return Optional.of(
          nothing.unknown(
              "whether it applies could not be told: the host did not describe itself"));
    }
    return switch (Matching.all(check.appliesTo(), description.get(), Budget.unlimited())) {
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
