package dev.driftline.model;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One row that is wrong.
///
/// @param key      identifies the finding from night to night, in hexadecimal. It is made of the check, the host and
///     the row's key columns, never of a pid, an inode, an ephemeral port or observed text
/// @param problem  the key without the number of equal rows: three equal processes have three keys, and one problem
/// @param severity how bad it is: that of its check, unless an override or a compatibility table says otherwise
/// @param subject  names the row within its host, by what stays the same from night to night: `dnsdump.pl fd 2 (user
///     bind, dns.service)`
/// @param instance what is another one at each start: `process 2387 since 2026-11-20T03:00:12Z`; may be empty
/// @param message  what was seen, in one line without a period: `fd 2 is a TCP connection to db1 (10.0.0.9:3306)`
/// @param expected what should have been seen
/// @param row      the row as it was seen; empty if rows are missing, or if there are too many
/// @param evidence raw text of the host that led to it; may be empty
/// @param cause    the id of its [Cause]; empty before causes were looked for
/// @param peers    what other hosts have, if it must be the same everywhere
/// @param rule     the rule of a compatibility table that it is about
/// @param site     what the site has said about it
public record Finding(
    String key,
    String problem,
    Severity severity,
    String subject,
    String instance,
    Message message,
    List<Expected> expected,
    Optional<Row> row,
    String evidence,
    String cause,
    Optional<Peers> peers,
    Optional<FoundRule> rule,
    OfSite site) {

  public Finding {
    expected = List.copyOf(expected);
  }

  /// A finding before causes were looked for. No other row is equal to its row.
  public Finding(
      String key,
      Severity severity,
      String subject,
      String instance,
      Message message,
      List<Expected> expected,
      Optional<Row> row,
      String evidence) {
    this(
        key,
        key,
        severity,
        subject,
        instance,
        message,
        expected,
        row,
        evidence,
        "",
        Optional.empty(),
        Optional.empty(),
        OfSite.NONE);
  }

  /// The same finding beside what other hosts have.
  public Finding beside(Peers others) {
    return new Finding(
        key,
        problem,
        severity,
        subject,
        instance,
        message,
        expected,
        row,
        evidence,
        cause,
        Optional.of(others),
        rule,
        site);
  }

  /// The same finding with the rule that it is about.
  public Finding by(Optional<FoundRule> found) {
    return new Finding(
        key, problem, severity, subject, instance, message, expected, row, evidence, cause, peers,
        found, site);
  }

  /// The same finding with its cause.
  public Finding withCause(String cause) {
    return new Finding(
        key, problem, severity, subject, instance, message, expected, row, evidence, cause, peers,
        rule, site);
  }

  /// The same finding with what the site has said about it.
  public Finding withSite(OfSite said) {
    return new Finding(
        key, problem, severity, subject, instance, message, expected, row, evidence, cause, peers,
        rule, said);
  }

  /// Whether no waiver accepts it.
  public boolean isOpen() {
    return site.waiver().isEmpty();
  }

  /// What a site has said about a finding.
  ///
  /// @param severityWas the severity of the check, if an override gives it another one here
  /// @param waiver      that accepts it, in force
  /// @param ended       a waiver that has accepted it, and has ended
  public record OfSite(
      Optional<Severity> severityWas, Optional<WaiverNote> waiver, Optional<WaiverNote> ended) {
    public static final OfSite NONE =
        new OfSite(Optional.empty(), Optional.empty(), Optional.empty());

    public OfSite with(Optional<WaiverNote> accepting, Optional<WaiverNote> over) {
      return new OfSite(severityWas, accepting, over);
    }
  }

  /// The subject, and which instance of it: `named fd 2 (user bind), process 71 since 2026-11-20T03:00:12Z`.
  public String who() {
    return instance.isEmpty() ? subject : subject + ", " + instance;
  }

  /// The value that a column should have had.
  ///
  /// @param column the column, or `count` for a number of rows
  /// @param texts  the matcher as the policy wrote it: one text, or each choice of a list
  /// @param list   whether the policy wrote a list
  public record Expected(String column, List<String> texts, boolean list) {
    public Expected {
      texts = List.copyOf(texts);
    }

    /// For a sentence: `> 5`, or `one of a, b`. An empty text is shown as `""`.
    public String words() {
      String joined =
          texts.stream()
              .map(text -> text.isEmpty() ? "\"\"" : text)
              .collect(Collectors.joining(", "));
      return list ? "one of " + joined : joined;
    }
  }
}
