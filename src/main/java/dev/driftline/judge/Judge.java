package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.Undecided;
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

/// Judges the answers of one host by the checks that cover it. It is pure: the same answers give the same results, on
/// any thread.
public final class Judge {

  private Judge() {}

  /// A result for each of `checks`, in their order. Checks about pairs are left out: they need the answers of all
  /// hosts.
  ///
  /// If judging one check costs more than `budget` allows, its result is unknown, and the next check is tried.
  ///
  /// @param description the row by which the host describes itself; empty if it did not
  /// @param completed   fills cells that no host can know of itself, such as the name of a peer
  /// @param budget      how much judging this host may cost
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

  /// The result of `judging`. It is unknown if judging costs more than `budget` allows.
  public static CheckResult within(
      Budget budget, Check check, String host, Supplier<CheckResult> judging) {
    Budget.Mark before = budget.mark();
    try {
      budget.step();
      return judging.get();
    } catch (LimitReached e) {
      budget.forget(before); // the findings so far are thrown away
      return unknown(check, host, Explanation.of(e.reason(), e.why()));
    }
  }

  private static CheckResult judge(
      Check check,
      HostAnswers answers,
      Optional<Row> description,
      BiFunction<TableDefinition, List<Row>, List<Row>> completed,
      Budget budget) {
    String host = answers.host().name();
    // a question that was not put to the host
    if (check.subject() instanceof Subject.NotAsked(String why)) {
      return unknown(check, host, new Explanation(Explanation.NOT_ASKED, why));
    }
    if (check.subject() instanceof Subject.SwitchedOff(String why)) {
      return nothing(check, host)
          .result(
              Verdict.NOT_APPLICABLE,
              Optional.of(new Explanation(Explanation.SWITCHED_OFF, why)),
              Undecided.NONE);
    }
    // whether the check applies comes before the answer: an unread answer of another OS is not
    // interesting
    Optional<CheckResult> elsewhere = applies(check, host, description);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    return switch (check.subject()) {
      case Subject.Rows(Question question) ->
          ofAnswer(check, host, answers.answers().get(question), question, budget, completed);
      case Subject.NotAsked(String why) ->
          unknown(check, host, new Explanation(Explanation.NOT_ASKED, why));
      case Subject.Pair _, Subject.SwitchedOff _ ->
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
      // not asked, could not look, not there, seen: four different results
      case null ->
          unknown(
              check,
              host,
              new Explanation(
                  Explanation.NOT_ASKED, "%s was not asked".formatted(question.probe())));
      case Answer.Unknown(Reason reason, String why, _) ->
          unknown(check, host, Explanation.of(reason, why));
      case Answer.Absent(String what) ->
          nothing(check, host)
              .missing(check.ifAbsent(), "if_absent", "there is no " + Escape.sentence(what));
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

  /// Whether the check's `where` selects the row for certain.
  public static boolean selects(Check check, Row row) {
    return Matching.all(check.where(), row, Budget.unlimited()) == Truth.Known.TRUE;
  }

  /// The result of a check about which nothing can be told, because of `why`.
  public static CheckResult unknown(Check check, String host, Explanation why) {
    return nothing(check, host).unknown(why);
  }

  /// A judge without rows, for results that do not come from rows.
  private static RowJudge nothing(Check check, String host) {
    return new RowJudge(check, host, List.of(), Optional.empty(), Budget.unlimited());
  }

  /// Empty if the check applies to `host`. Otherwise it is the result: not applicable, or unknown if that cannot be
  /// told.
  public static Optional<CheckResult> applies(Check check, String host, Optional<Row> description) {
    if (check.appliesTo().isEmpty()) {
      return Optional.empty();
    }
    RowJudge nothing = nothing(check, host);
    if (description.isEmpty()) {
      return Optional.of(nothing.unknown(applies("the host did not describe itself")));
    }
    return switch (Matching.all(check.appliesTo(), description.get(), Budget.unlimited())) {
      case Truth.Known known ->
          known == Truth.Known.TRUE
              ? Optional.empty()
              : Optional.of(
                  nothing.result(
                      Verdict.NOT_APPLICABLE,
                      Optional.of(
                          new Explanation(
                              Explanation.APPLIES_TO,
                              "applies only to " + Wording.conditions(check.appliesTo()),
                              Wording.meant(check.appliesTo(), description.get()))),
                      Undecided.NONE));
      case Truth.Undetermined(String why) -> Optional.of(nothing.unknown(applies(why)));
    };
  }

  private static Explanation applies(String why) {
    return new Explanation(Explanation.APPLIES_TO, "whether it applies could not be told: " + why);
  }
}
