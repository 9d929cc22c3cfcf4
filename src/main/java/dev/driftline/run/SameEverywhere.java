package dev.driftline.run;

import dev.driftline.judge.Judge;
import dev.driftline.judge.SameJudge;
import dev.driftline.judge.SameRows;
import dev.driftline.judge.SameTally;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The checks of a run by which all hosts must have the same. What a host has is kept until all hosts have answered.
///
/// [#rows] may be called from any thread. The other methods must be called from one thread.
final class SameEverywhere {

  /// What one host keeps for one check.
  ///
  /// @param number of the result, in the list of all results about rows
  record Kept(int number, Check check, SameRows rows) {

    /// The same without its rows, for a host whose rows do not fit into the memory.
    Kept without(Explanation why) {
      return new Kept(number, check, SameRows.untold(why));
    }

    long bytes() {
      return rows.bytes();
    }
  }

  /// Why rows are not kept.
  static final Explanation NO_MEMORY =
      new Explanation(
          "limit", "limit: what it has takes more of the memory that all hosts share than is left");

  private final Assignment assignment;
  private final Map<String, List<Kept>> ofHosts = new HashMap<>();
  private final Map<String, SameTally> tallies = new HashMap<>();

  /// How many hosts were asked, by check.
  private final Map<String, Integer> asked = new HashMap<>();

  SameEverywhere(Assignment assignment) {
    this.assignment = assignment;
  }

  /// What a host has, within its budget.
  ///
  /// @param checks about rows
  static List<Kept> rows(
      List<Check> checks, HostAnswers answers, Optional<Row> description, Budget budget) {
    List<Kept> kept = new ArrayList<>();
    for (int number = 0; number < checks.size(); number++) {
      Check check = checks.get(number);
      if (check.expectation() instanceof Expectation.Same) {
        kept.add(new Kept(number, check, rows(check, answers, description, budget)));
      }
    }
    return kept;
  }

  private static SameRows rows(
      Check check, HostAnswers answers, Optional<Row> description, Budget budget) {
    try {
      Optional<CheckResult> elsewhere = Judge.applies(check, answers.host().name(), description);
      if (elsewhere.isPresent()) {
        return elsewhere.get().verdict() == Verdict.NOT_APPLICABLE
            ? SameRows.NOTHING
            : SameRows.untold(elsewhere.get().explanation().orElseThrow());
      }
      return check.subject() instanceof Subject.Rows(var question)
          ? rows(check, Optional.ofNullable(answers.answers().get(question)), budget)
          : SameRows.untold(new Explanation(Explanation.NOT_ASKED, "it was not asked"));
    } catch (LimitReached e) {
      return SameRows.untold(Explanation.of(e.reason(), e.why()));
    }
  }

  private static SameRows rows(Check check, Optional<Answer> answer, Budget budget) {
    return switch (answer.orElse(null)) {
      case null -> SameRows.untold(new Explanation(Explanation.NOT_ASKED, "it was not asked"));
      case Answer.Unknown(var reason, String why, _) ->
          SameRows.untold(Explanation.of(reason, why));
      case Answer.Absent _ -> SameRows.NOTHING;
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) ->
          SameRows.of(check, rows, gap, budget);
    };
  }

  void take(String host, List<Kept> kept) {
    if (!kept.isEmpty()) {
      ofHosts.put(host, kept);
    }
  }

  /// Counts who has what, when all hosts have answered.
  void count() {
    Set<String> selected = new HashSet<>();
    for (Host host : assignment.hosts()) {
      selected.add(host.name());
      for (Kept kept : ofHosts.getOrDefault(host.name(), List.of())) {
        String id = kept.check().info().id();
        asked.merge(id, 1, Integer::sum);
        tally(id).add(kept.check(), host.name(), kept.rows());
      }
    }
    tallies.forEach((id, tally) ->
        assignment.peers(id).hosts().stream()
            .filter(host -> !selected.contains(host))
            .forEach(tally::unasked));
  }

  private SameTally tally(String id) {
    return tallies.computeIfAbsent(id, _ -> new SameTally(assignment.peers(id).pattern()));
  }

  /// Judges what has waited, and puts the results in the places of those before.
  void judge(String host, List<CheckResult> results, Budget budget) {
    for (Kept kept : ofHosts.getOrDefault(host, List.of())) {
      String id = kept.check().info().id();
      CheckResult before = results.get(kept.number());
      results.set(
          kept.number(),
          Judge.within(
              budget,
              kept.check(),
              host,
              () ->
                  SameJudge.judge(
                      kept.check(),
                      before,
                      kept.rows(),
                      tally(id),
                      asked.getOrDefault(id, 0),
                      budget)));
    }
    ofHosts.remove(host); // its rows are not needed any more
  }
}
