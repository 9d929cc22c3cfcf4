package dev.driftline.run.site;

import dev.driftline.judge.Certainty;
import dev.driftline.judge.EnoughRead;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.Reason;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.site.WaiverState;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.site.Waiver;
import dev.driftline.policy.site.Waiver.Accepts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Accepts what waivers accept in the results of a run. A waiver accepts one named thing, and never hides another:
///
/// - It counts on its days only. When it has ended, the finding is back.
/// - A row must match for certain. A cell that could not be read does not.
/// - One that accepts drift says nothing about rows that could not be judged, and the reverse.
/// - A gap, and a host that was not reached or not asked, are accepted by no waiver.
///
/// For one run, on one thread.
public final class Waiving {

  /// Why nothing may be known, and no waiver counts.
  private static final Set<String> NEVER =
      Set.of(
          Explanation.NOT_ASKED,
          Explanation.GAP,
          Explanation.APPLIES_TO,
          Reason.INTERNAL.word(),
          Reason.NO_RUNNER.word());

  private final List<WaiverEntry> entries;

  /// @param started when the judging run started: its day in UTC decides, however long the run takes
  public Waiving(List<PlacedWaiver> waivers, Instant started) {
    LocalDate day = LocalDate.ofInstant(started, ZoneOffset.UTC);
    this.entries = waivers.stream().map(waiver -> new WaiverEntry(waiver, day)).toList();
  }

  /// The result with what is accepted.
  ///
  /// @param check   of the result, as it is on this host
  /// @param reached whether the host has answered to its end, in a run that was not cut short
  public CheckResult apply(CheckResult result, Check check, boolean reached) {
    return apply(result, check, reached, Scope.WHOLE);
  }

  /// The part of a result that waivers may accept.
  ///
  /// @param findings which findings each waiver may accept
  /// @param unknown  whether what could not be told may be accepted
  /// @param more     whether findings that are only counted may be accepted
  public record Scope(BiPredicate<Waiver, Finding> findings, boolean unknown, boolean more) {
    static final Scope WHOLE = new Scope((_, _) -> true, true, true);
  }

  /// The same for a part of the result.
  public CheckResult apply(CheckResult result, Check check, boolean reached, Scope scope) {
    List<WaiverEntry> here =
        entries.stream()
            .filter(entry -> entry.concerns(result.check().id(), result.host()))
            .toList();
    boolean anything =
        result.verdict() == Verdict.UNKNOWN
            || !result.findings().isEmpty()
            || result.undecided().count() > 0;
    return here.isEmpty() || !anything || result.verdict() == Verdict.NOT_APPLICABLE
        ? result
        : new Result(result, check, reached, here, scope).waived();
  }

  /// One result and the waivers that concern it.
  private record Result(
      CheckResult result, Check check, boolean reached, List<WaiverEntry> here, Scope scope) {

    CheckResult waived() {
      List<Finding> findings = result.findings().stream().map(this::finding).toList();
      Undecided undecided = undecided();
      boolean moreOpen = result.more() > 0 && !(scope.more() && whole(Accepts.DRIFT).isPresent());
      boolean open = moreOpen || findings.stream().anyMatch(Finding::isOpen);
      boolean accepted = !findings.isEmpty() || undecided.waived() > 0;
      if (open) {
        return result.accepting(
            Verdict.DRIFT, findings, with(undecided, stillIncomplete(undecided)));
      }
      if (result.verdict() == Verdict.UNKNOWN) {
        return unknown(findings, undecided);
      }
      if (stillIncomplete(undecided)) {
        return result.accepting(Verdict.UNKNOWN, findings, with(undecided, false));
      }
      return result.accepting(
          accepted ? Verdict.WAIVED : result.verdict(), findings, with(undecided, false));
    }

    private CheckResult unknown(List<Finding> findings, Undecided undecided) {
      if (undecided.waived() > 0 && !isExact() && !isIncomplete(undecided)) {
        return result.accepting(Verdict.WAIVED, findings, undecided);
      }
      Optional<WaiverEntry> whole = acceptable() ? whole(Accepts.UNKNOWN) : Optional.empty();
      if (whole.isEmpty()) {
        return result.accepting(Verdict.UNKNOWN, findings, undecided);
      }
      whole.get().used++;
      return result.accepting(
          Verdict.WAIVED,
          findings,
          new Undecided(
              false,
              undecided.rows(),
              undecided.more(),
              undecided.moreWaived(),
              Optional.of(whole.get().note)));
    }

    /// Whether one row that could not be judged leaves all open: a number of rows, or whether there is one at all.
    private boolean isExact() {
      return !(check.expectation() instanceof Expectation.Every)
          && !(check.expectation() instanceof Expectation.NoRow);
    }

    private boolean acceptable() {
      return reached
          && scope.unknown()
          && result.explanation().filter(why -> !NEVER.contains(why.code())).isPresent();
    }

    private boolean stillIncomplete(Undecided undecided) {
      return result.undecided().incomplete() && isIncomplete(undecided);
    }

    /// Whether more could not be judged than the check accepts, without what waivers accept. A row that is waived
    /// counts neither as judged nor as missing.
    private boolean isIncomplete(Undecided undecided) {
      boolean gap =
          result.explanation().filter(why -> why.code().equals(Explanation.GAP)).isPresent();
      int waived = undecided.waived();
      return gap
          || !EnoughRead.of(
              result.rows() - waived, undecided.count() - waived, check.minCoverage());
    }

    private Undecided with(Undecided undecided, boolean incomplete) {
      return new Undecided(
          incomplete,
          undecided.rows(),
          undecided.more(),
          undecided.moreWaived(),
          undecided.whole());
    }

    private Finding finding(Finding finding) {
      Optional<WaiverEntry> by = best(Accepts.DRIFT, entry -> matches(entry, finding), true);
      Optional<WaiverEntry> ended =
          by.isPresent()
              ? Optional.empty()
              : best(Accepts.DRIFT, entry -> matches(entry, finding), false);
      return by.isEmpty() && ended.isEmpty()
          ? finding
          : finding.withSite(
              finding.site().with(by.map(entry -> entry.note), ended.map(entry -> entry.note)));
    }

    private Undecided undecided() {
      Undecided all = result.undecided();
      // rows of a host that was lost may be missing in any number
      if (!reached || !scope.unknown() || all.count() == 0) {
        return all;
      }
      List<Undecided.Entry> rows = new ArrayList<>();
      for (Undecided.Entry row : all.rows()) {
        Optional<WaiverEntry> by = best(Accepts.UNKNOWN, entry -> matches(entry, row.row()), true);
        rows.add(by.map(entry -> row.waivedBy(entry.note)).orElse(row));
      }
      int more = whole(Accepts.UNKNOWN).isPresent() ? all.more() : 0;
      return new Undecided(all.incomplete(), rows, all.more(), more, Optional.empty());
    }

    /// A waiver in force without `where`.
    private Optional<WaiverEntry> whole(Accepts accepts) {
      return here.stream()
          .filter(entry -> entry.note.isInForce() && entry.waiver().isWhole())
          .filter(entry -> entry.waiver().accepts().contains(accepts))
          .max(Comparator.comparing(entry -> entry.note.until()));
    }

    /// The waiver that matches; of several that with the latest end. Each of them is used.
    private Optional<WaiverEntry> best(
        Accepts accepts, Predicate<WaiverEntry> matches, boolean inForce) {
      List<WaiverEntry> all =
          here.stream()
              .filter(entry -> entry.note.isInForce() == inForce)
              .filter(entry -> entry.waiver().accepts().contains(accepts))
              .filter(matches)
              .toList();
      all.forEach(entry -> entry.used += inForce ? 1 : 0);
      return all.stream().max(Comparator.comparing(entry -> entry.note.until()));
    }

    private boolean matches(WaiverEntry entry, Finding finding) {
      if (!scope.findings().test(entry.waiver(), finding)) {
        return false;
      }
      if (entry.waiver().isWhole()) {
        return true;
      }
      return finding.row().isPresent()
          ? matches(entry, finding.row())
          : matchesCount(entry, finding);
    }

    private boolean matches(WaiverEntry entry, Optional<Row> row) {
      if (entry.waiver().isWhole()) {
        return true;
      }
      // a row has no count, and what is not there has no columns
      return entry.waiver().count().isEmpty()
          && row.filter(it -> Certainty.holds(conditions(entry), it)).isPresent();
    }

    private boolean matchesCount(WaiverEntry entry, Finding finding) {
      boolean counted =
          check.expectation() instanceof Expectation.Count
              && finding.expected().size() == 1
              && result.undecided().count() == 0;
      return counted
          && conditions(entry).isEmpty()
          && entry.waiver().count().filter(it -> Certainty.holds(it, result.rows())).isPresent();
    }

    private List<Condition> conditions(WaiverEntry entry) {
      return entry.conditions(result.check().id());
    }
  }

  /// The waiver that accepts that a rule of a pair gets worse. It must name the rule: one for today's finding would
  /// accept what an upgrade brings, too.
  ///
  /// @param host of the client
  /// @param row  of the pair, with the rule
  public Optional<WaiverNote> rule(String product, String host, Row row) {
    return ofPair(product, host, row, Accepts.DRIFT, Waiver::namesRule);
  }

  /// The waiver that accepts that it cannot be told what becomes of a pair.
  ///
  /// @param host of the client, which has answered
  public Optional<WaiverNote> unknown(String product, String host, Row row) {
    return ofPair(product, host, row, Accepts.UNKNOWN, (_, _) -> true);
  }

  private Optional<WaiverNote> ofPair(
      String product, String host, Row row, Accepts accepts, BiPredicate<Waiver, String> may) {
    List<WaiverEntry> all =
        entries.stream()
            .filter(entry -> entry.counts(accepts) && entry.waiver().count().isEmpty())
            .filter(entry ->
                entry.waiver().rated().entrySet().stream()
                    .anyMatch(check ->
                        check.getValue().equals(product)
                            && entry.concerns(check.getKey(), host)
                            && may.test(entry.waiver(), check.getKey())
                            && Certainty.holds(entry.conditions(check.getKey()), row)))
            .toList();
    all.forEach(entry -> entry.used++);
    return all.stream().map(entry -> entry.note).max(Comparator.comparing(WaiverNote::until));
  }

  /// What became of each waiver in a gate, which does not judge all that a waiver may be about: none of them is told to
  /// match nothing.
  public List<WaiverState> states() {
    return entries.stream().map(entry -> state(entry, false)).toList();
  }

  private static WaiverState state(WaiverEntry entry, boolean matchesNothing) {
    return new WaiverState(
        entry.note,
        entry.waiver().checks(),
        entry.waiver().hosts().text(),
        entry.waiver().accepts().stream().sorted().map(Accepts::word).toList(),
        entry.used,
        matchesNothing);
  }

  /// What became of each waiver.
  ///
  /// @param results all results of the run
  public List<WaiverState> states(List<CheckResult> results, Set<String> answered) {
    return entries.stream()
        .map(entry -> state(entry, matchesNothing(entry, results, answered)))
        .toList();
  }

  /// It is told only if that is sure: every host of its pattern was asked and has answered, and its checks were decided
  /// there.
  private static boolean matchesNothing(
      WaiverEntry entry, List<CheckResult> results, Set<String> answered) {
    if (entry.used > 0 || !entry.note.isInForce() || !entry.waiver().unknown().isEmpty()) {
      return false;
    }
    for (String check : entry.waiver().checks()) {
      Set<String> hosts = new HashSet<>();
      for (CheckResult result : results) {
        if (result.check().id().equals(check) && entry.placed.hosts().contains(result.host())) {
          if (result.verdict() == Verdict.UNKNOWN || result.undecided().incomplete()) {
            return false;
          }
          hosts.add(result.host());
        }
      }
      if (!hosts.containsAll(entry.placed.hosts())) {
        return false;
      }
    }
    return answered.containsAll(entry.placed.hosts());
  }
}
