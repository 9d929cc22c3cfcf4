package dev.driftline.judge;

import dev.driftline.model.Finding;
import dev.driftline.model.Finding.Expected;
import dev.driftline.model.Message;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;

/// Makes what a report says about the rows of one check on one host: a finding about each wrong row, and an entry for
/// each row that could not be judged. It pays for them.
///
/// For one use, on one thread.
final class FindingMaker {

  /// Hashing this many bytes for a key costs one step.
  private static final int BYTES_A_STEP = 256;

  private final Check check;
  private final Budget budget;
  private final FindingKey keys;

  /// Rows that could not be judged are numbered apart: an unread row must not change the keys of findings.
  private final FindingKey undecidedKeys;

  FindingMaker(Check check, String host, Budget budget) {
    this.check = check;
    this.budget = budget;
    this.keys = new FindingKey(check.info().id(), host);
    this.undecidedKeys = new FindingKey(check.info().id(), host);
  }

  /// A finding about the number of rows, and not about one row.
  Finding aboutRows(Message message, List<Expected> expected) {
    FindingKey.Names names = keys.ofRows();
    return new Finding(
        names.key(),
        names.problem(),
        check.severity(),
        check.table().name(),
        "",
        message,
        expected,
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        ofSite());
  }

  /// A row that does not meet the conditions. Its message comes from the table's own sentence, if the column of that
  /// sentence is wrong. Otherwise each failed condition is told.
  Finding wrong(Row row, List<Condition> conditions) {
    // only the conditions that failed are shown
    List<Condition> failed =
        conditions.stream()
            .filter(condition ->
                Matching.holds(condition.matcher(), condition.column(), row, budget)
                    == Truth.Known.FALSE)
            .toList();
    RowWords words = check.table().words();
    Message message =
        words
            .sentence()
            .filter(sentence ->
                failed.stream().anyMatch(wrong -> sentence.about().contains(wrong.column())))
            .map(sentence -> sentence.of().apply(row))
            .orElseGet(() -> Wording.wrong(failed, row, budget).plus(words.cause().apply(row)));
    return finding(row, message, Wording.expected(failed));
  }

  /// A row that should not be there.
  Finding unwanted(Row row, List<Condition> conditions) {
    Message message =
        check
            .table()
            .words()
            .sentence()
            .map(sentence -> sentence.of().apply(row))
            .orElseGet(() -> Message.words("is there, expected none" + Wording.with(conditions)));
    return finding(row, message, List.of(new Expected("count", List.of("0"), false)));
  }

  /// A row whose value differs from that of other hosts.
  Finding differs(Row row, Message message, List<Expected> expected) {
    return finding(row, message, expected);
  }

  /// Makes the finding and pays for it. Reports show the row of each finding whole, also the texts that it shares with
  /// other rows. So the row is paid for again.
  private Finding finding(Row row, Message message, List<Expected> expected) {
    RowWords.Who who = check.table().words().details().apply(row);
    String subject = subject(row, who);
    String evidence = Wording.evidence(check.table(), row, message);
    pay(row, List.of(subject, who.passing(), message.text(), evidence));
    Optional<RowWords.Rating> rating = check.table().words().rating().filter(_ -> check.isRated());
    FindingKey.Names names = keys.of(check.table(), row);
    return new Finding(
        names.key(),
        names.problem(),
        rating.flatMap(rated -> rated.severity().apply(row)).orElse(check.severity()),
        subject,
        who.passing(),
        message,
        expected,
        Optional.of(row),
        evidence,
        "",
        Optional.empty(),
        rating.flatMap(rated -> rated.rule().apply(row)),
        ofSite());
  }

  /// The severity that the check has where no override gives it another one.
  private Finding.OfSite ofSite() {
    Optional<Severity> was =
        check.severity() == check.info().severity()
            ? Optional.empty()
            : Optional.of(check.info().severity());
    return new Finding.OfSite(was, Optional.empty(), Optional.empty());
  }

  /// A name in `where` that has no row, where the policy says `if_none: drift`.
  Finding missing(NamedInWhere named) {
    return missing(named, named.sentence(check));
  }

  /// The same with another sentence.
  Finding missing(NamedInWhere named, String sentence) {
    FindingKey.Names names = keys.ofMissing(named.column(), named.text());
    return new Finding(
        names.key(),
        names.problem(),
        check.severity(),
        Escape.sentence(named.text()),
        "",
        Message.words(Escape.sentence(sentence)),
        List.of(),
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        ofSite());
  }

  /// The same where the policy does not say what follows.
  Undecided.Entry undecided(NamedInWhere named) {
    return undecided(named, named.sentence(check));
  }

  /// The same with another sentence.
  Undecided.Entry undecided(NamedInWhere named, String sentence) {
    FindingKey.Names names = undecidedKeys.ofMissing(named.column(), named.text());
    return new Undecided.Entry(
        names.key(),
        names.problem(),
        Escape.sentence(named.text()),
        "",
        Optional.empty(),
        Escape.sentence(sentence),
        Optional.of(Wording.decideForNames(check)),
        "",
        Optional.empty());
  }

  /// A row that could not be judged. Paid for like a finding.
  Undecided.Entry undecided(RowJudge.Unread unread) {
    Row row = unread.row();
    RowWords.Who who = check.table().words().details().apply(row);
    String subject = subject(row, who);
    String why = Escape.sentence(unread.why());
    pay(row, List.of(subject, who.passing(), why));
    FindingKey.Names names = undecidedKeys.of(check.table(), row);
    return new Undecided.Entry(
        names.key(),
        names.problem(),
        subject,
        who.passing(),
        Optional.of(row),
        why,
        Optional.empty(),
        "",
        Optional.empty());
  }

  private String subject(Row row, RowWords.Who who) {
    return Wording.subject(check.table().subject(), row)
        + (who.lasting().isEmpty() ? "" : " (%s)".formatted(who.lasting()));
  }

  private void pay(Row row, List<String> texts) {
    long before = budget.bytes();
    long inReport = Budget.bytesOf(row);
    budget.steps(inReport / BYTES_A_STEP);
    budget.spend(inReport);
    texts.forEach(budget::text);
    // the whole size, for the limit of all findings of the host
    budget.finding(budget.bytes() - before);
  }
}
