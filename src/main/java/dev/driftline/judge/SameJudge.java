package dev.driftline.judge;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.Finding.Expected;
import dev.driftline.model.Message;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.WhenMissing;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges a check with `expect_same` on one host, when all hosts have answered.
///
/// | value of the host | all peers told | not all told |
/// |---|---|---|
/// | the majority's | right | right |
/// | another one, and there is a majority | wrong | wrong |
/// | no majority | wrong | not told |
///
/// For one use, on one thread.
public final class SameJudge {

  /// Until the other hosts have answered.
  static final Explanation NOT_YET =
      new Explanation(Explanation.NOT_ASKED, "the other hosts have not answered yet");

  private static final int MOST_SHARES = 5;

  private final Check check;
  private final String host;
  private final SameRows rows;
  private final SameTally tally;
  private final Budget budget;
  private final FindingMaker maker;
  private final List<String> columns;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Undecided.Entry> undecided = new ArrayList<>();
  private final Set<String> reasons = new HashSet<>();
  private Optional<Explanation> first = Optional.empty();
  private int more;
  private int unread;
  private int total;
  private int judged;

  private SameJudge(Check check, String host, SameRows rows, SameTally tally, Budget budget) {
    this.check = check;
    this.host = host;
    this.rows = rows;
    this.tally = tally;
    this.budget = budget;
    this.maker = new FindingMaker(check, host, budget);
    this.columns =
        check.expectation() instanceof Expectation.Same(List<String> names, _) ? names : List.of();
  }

  /// The result.
  ///
  /// @param before the result from what the host itself says. It stays if there is nothing to compare
  /// @param asked  how many of the hosts that the check covers were asked
  public static CheckResult judge(
      Check check, CheckResult before, SameRows rows, SameTally tally, int asked, Budget budget) {
    if (rows.untold().isPresent()) {
      return before.verdict() == Verdict.UNKNOWN
              && before.reason().isPresent()
              && !before.explanation().equals(Optional.of(NOT_YET))
          ? before
          : Judge.unknown(check, before.host(), rows.untold().get());
    }
    if (rows.things().isEmpty() && rows.lost().isEmpty()) {
      return before;
    }
    if (tally.isOfOneHost(asked)) {
      return Judge.unknown(
          check,
          before.host(),
          new Explanation(
              Explanation.NO_ROW,
              "only %s is covered: there is nothing to compare it with".formatted(before.host()),
              Optional.of("name a group of at least two hosts")));
    }
    return new SameJudge(check, before.host(), rows, tally, budget).judge();
  }

  private CheckResult judge() {
    rows.things().forEach(this::thing);
    rows.lost()
        .forEach(lost -> {
          total++;
          unread(lost.row(), new Explanation(Explanation.UNREAD, lost.why()));
        });
    if (!rows.isOpen()) {
      elsewhere();
    }
    return conclude();
  }

  private void thing(SameRows.Thing mine) {
    budget.step();
    total++;
    SameTally.Thing all = tally.of(mine.id()).orElseThrow();
    if (mine.value().isEmpty()) {
      unread(mine.row(), new Explanation(Explanation.UNREAD, mine.unread()));
      return;
    }
    if (all.isAlone()) {
      return; // counted, and not judged
    }
    Optional<SameTally.Counted> majority = all.majority();
    if (majority.isEmpty() && all.unknown() > 0) {
      unread(mine.row(), untold(all));
      return;
    }
    judged++;
    // a majority is more than half, so it has this value or another one
    String shown = mine.value().get().shown();
    if (!all.isMajority(mine.value().get())) {
      found(mine.row(), shown, majority, all);
    }
  }

  private Explanation untold(SameTally.Thing all) {
    return new Explanation(
        all.hasUnasked() ? Explanation.NOT_ASKED : Explanation.UNREAD,
        all.missing(),
        all.advice(check));
  }

  private void found(
      Row row, String shown, Optional<SameTally.Counted> majority, SameTally.Thing all) {
    if (!findings.isEmpty()
        && (findings.size() >= RowJudge.MOST_FINDINGS || !budget.hasRoomForFindings())) {
      more++;
      return;
    }
    Message message =
        majority.map(most -> odd(shown, most, all)).orElseGet(() -> split(shown, all));
    findings.add(maker.differs(row, message, expected(majority)).beside(all.told()));
  }

  /// What each column should have.
  private List<Expected> expected(Optional<SameTally.Counted> majority) {
    List<Expected> expected = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int place = column;
      String value =
          majority.map(most -> most.value().columns().get(place)).orElse("the same on all hosts");
      expected.add(new Expected(columns.get(column), List.of(value), false));
    }
    return expected;
  }

  /// `version is`, `os, os_version are`.
  private Message subject() {
    return Message.words(String.join(", ", columns) + (columns.size() == 1 ? " is" : " are"));
  }

  /// `version is 1.1.1n, expected 3.0.11-1 as on 7 of 9 hosts`.
  private Message odd(String shown, SameTally.Counted most, SameTally.Thing all) {
    return Message.of(
        "%s %s, expected %s as on %s of %s hosts%s",
        subject(),
        shown,
        most.value().shown(),
        most.hosts(),
        all.peers(),
        all.unknown() == 0
            ? Message.words("")
            : Message.of(", of which %s could not be told", all.unknown()));
  }

  /// `version is 1.1.1n, and no value is on more than half of the 10 hosts: split 5 : 5`.
  private Message split(String shown, SameTally.Thing all) {
    String shares =
        all.told().values().stream()
            .limit(MOST_SHARES)
            .map(value -> Integer.toString(value.hosts()))
            .collect(Collectors.joining(" : "));
    return Message.of(
        "%s %s, and no value is on more than half of the %s hosts: split %s",
        subject(), shown, all.peers(), all.differing() > MOST_SHARES ? shares + " : …" : shares);
  }

  private void unread(Row row, Explanation why) {
    why(why);
    if (undecided.size() < RowJudge.MOST_FINDINGS && budget.hasRoomForFindings()) {
      undecided.add(maker.undecided(new RowJudge.Unread(row, why.sentence())).withHint(why.hint()));
    }
  }

  private void why(Explanation why) {
    unread++;
    first = first.or(() -> Optional.of(why));
    reasons.add(why.sentence());
  }

  /// Things that other hosts have, and names in `where`, that this host was told not to have. They go by `if_none`.
  private void elsewhere() {
    if (check.ifNone() == WhenMissing.PASS || check.ifNone() == WhenMissing.NOT_APPLICABLE) {
      return;
    }
    List<Row> there = new ArrayList<>(rows.left().rows());
    rows.things().forEach(thing -> there.add(thing.row()));
    Set<String> here =
        there.stream().map(row -> SameTally.name(check, row)).collect(Collectors.toSet());
    List<NamedInWhere> named = NamedInWhere.missing(check, there);
    for (NamedInWhere name : named) {
      here.add(Escape.sentence(name.text()));
      missing(name, name.sentence(check));
    }
    for (SameTally.Thing thing : tally.things()) {
      budget.step();
      // what one host has is not judged anywhere
      if (thing.peers() > 1 && here.add(thing.name())) {
        missing(
            new NamedInWhere("", thing.name()),
            "it is not here, and %s it"
                .formatted(
                    thing.holders() == 1
                        ? "1 other host has"
                        : "%d other hosts have".formatted(thing.holders())));
      }
    }
  }

  private void missing(NamedInWhere name, String sentence) {
    total++;
    if (check.ifNone() == WhenMissing.DRIFT) {
      judged++;
      if (findings.size() < RowJudge.MOST_FINDINGS) {
        findings.add(maker.missing(name, sentence));
      } else {
        more++;
      }
      return;
    }
    why(new Explanation(Explanation.UNREAD, sentence, Optional.of(Wording.decide("if_none"))));
    if (undecided.size() < RowJudge.MOST_FINDINGS) {
      undecided.add(maker.undecided(name, sentence));
    }
  }

  private CheckResult conclude() {
    boolean enough = EnoughRead.of(total, unread, check.minCoverage());
    boolean open = rows.gap().isPresent() || !enough;
    if (!findings.isEmpty()) {
      return result(Verdict.DRIFT, weakness(), open);
    }
    if (open) {
      return result(Verdict.UNKNOWN, weakness(), false);
    }
    if (judged == 0) {
      return result(
          Verdict.UNKNOWN,
          Optional.of(
              new Explanation(
                  Explanation.NO_ROW,
                  "no other host has what it has: there is nothing to compare")),
          false);
    }
    return result(Verdict.PASS, weakness(), false);
  }

  /// What could not be told. If the same is the matter with all things, that alone.
  private Optional<Explanation> weakness() {
    if (rows.gap().isPresent()) {
      return rows.gap().map(why -> new Explanation(Explanation.GAP, why));
    }
    return first.map(why ->
        reasons.size() == 1 && unread == total
            ? why
            : new Explanation(
                why.code(),
                "%d of %s could not be judged: %s"
                    .formatted(unread, Count.of(total, "row"), why.sentence()),
                why.hint()));
  }

  private CheckResult result(Verdict verdict, Optional<Explanation> why, boolean incomplete) {
    CheckResult result =
        new CheckResult(
                check.info(),
                host,
                verdict,
                total,
                why.map(
                    it -> new Explanation(it.code(), Escape.sentence(it.sentence()), it.hint())),
                findings,
                more,
                new Undecided(incomplete, undecided, unread - undecided.size()))
            .withSeverity(check.severity());
    return rows.left().rows().isEmpty()
        ? result
        : result.leavingOut(rows.left().rows().size(), Escape.sentence(rows.left().sentence()));
  }
}
