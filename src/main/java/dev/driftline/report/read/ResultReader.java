package dev.driftline.report.read;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.FoundRule;
import dev.driftline.model.Message;
import dev.driftline.model.Peers;
import dev.driftline.model.Severity;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the items of `results`. What they name must have been read before.
final class ResultReader {

  private final HostReader hosts;
  private final CheckReader checks;
  private final CauseReader causes;
  private final RowReader rows = new RowReader();

  ResultReader(HostReader hosts, CheckReader checks, CauseReader causes) {
    this.hosts = hosts;
    this.checks = checks;
    this.causes = causes;
  }

  CheckResult result(Fields fields) throws UnreadableReport {
    String host = hosts.named(fields);
    Verdict verdict = fields.word("verdict", Verdict.values(), Verdict::word);
    Optional<Explanation> explanation = explanation(fields);
    List<Finding> findings = new ArrayList<>();
    for (Fields finding : fields.list("findings")) {
      findings.add(finding(finding, severity(fields), host));
    }
    int more = fields.count("more_findings");
    Undecided undecided = undecided(fields, host);
    requirePossible(fields, verdict, explanation, findings, undecided);
    return new CheckResult(
        checks.named(fields),
        host,
        verdict,
        severity(fields),
        fields.count("rows"),
        explanation,
        findings,
        more,
        undecided,
        causes.named(fields, host, open(verdict, undecided), 0),
        leftOut(fields));
  }

  private static CheckResult.LeftOut leftOut(Fields fields) throws UnreadableReport {
    return fields.has("left_out")
        ? new CheckResult.LeftOut(fields.count("left_out"), fields.laterText("left_out_by"))
        : CheckResult.LeftOut.NONE;
  }

  private static Optional<Explanation> explanation(Fields fields) throws UnreadableReport {
    Optional<String> reason = fields.optionalText("reason");
    return reason.isPresent()
        ? Optional.of(
            new Explanation(fields.text("reason_code"), reason.get(), fields.optionalText("hint")))
        : Optional.empty();
  }

  private static Severity severity(Fields fields) throws UnreadableReport {
    return fields.word("severity", Severity.values(), Severity::word);
  }

  /// @param ofResult the severity of its result, which counts if an earlier version wrote none with the finding
  private Finding finding(Fields fields, Severity ofResult, String host) throws UnreadableReport {
    return new Finding(
        fields.text("key"),
        problem(fields),
        fields.has("severity") ? severity(fields) : ofResult,
        subject(fields),
        fields.laterText("instance"),
        Message.value(fields.text("message")),
        RowReader.expected(fields),
        rows.row(fields),
        fields.text("evidence"),
        causes.named(fields, host, true, 1),
        peers(fields),
        rule(fields),
        new Finding.OfSite(
            fields.has("severity_was")
                ? fields.optionalWord("severity_was", Severity.values(), Severity::word)
                : Optional.empty(),
            WaiverFields.note(fields, "waiver"),
            WaiverFields.note(fields, "waiver_ended")));
  }

  private static Optional<FoundRule> rule(Fields finding) throws UnreadableReport {
    Optional<Fields> found =
        finding.has("rule") ? finding.optionalFields("rule") : Optional.empty();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = found.get();
    return Optional.of(
        new FoundRule(
            fields.text("id"),
            fields.text("topic"),
            fields.text("verdict"),
            fields.optionalText("weight"),
            fields.laterText("code"),
            fields.laterText("sees"),
            fields.laterText("do"),
            fields.laterText("source"),
            fields.texts("unknown_conditions")));
  }

  private static Optional<Peers> peers(Fields finding) throws UnreadableReport {
    Optional<Fields> fields =
        finding.has("peers") ? finding.optionalFields("peers") : Optional.empty();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    List<Peers.Value> values = new ArrayList<>();
    for (Fields value : fields.get().list("values")) {
      values.add(new Peers.Value(value.text("value"), value.count("hosts")));
    }
    return Optional.of(new Peers(fields.get().count("of"), fields.get().count("unknown"), values));
  }

  /// The problem. Earlier versions did not write it; then the key stands for it.
  private static String problem(Fields fields) throws UnreadableReport {
    return fields.has("problem") ? fields.text("problem") : fields.text("key");
  }

  /// The subject without the instance, with which it ends.
  private static String subject(Fields fields) throws UnreadableReport {
    String who = fields.text("subject");
    String instance = fields.laterText("instance");
    String end = instance.isEmpty() ? "" : ", " + instance;
    if (!who.endsWith(end)) {
      throw UnreadableReport.changed(fields.at(), "\"subject\" does not end with \"instance\"");
    }
    return who.substring(0, who.length() - end.length());
  }

  private Undecided undecided(Fields fields, String host) throws UnreadableReport {
    List<Undecided.Entry> entries = new ArrayList<>();
    for (Fields entry : fields.list("undecided")) {
      entries.add(
          new Undecided.Entry(
              entry.text("key"),
              problem(entry),
              subject(entry),
              entry.laterText("instance"),
              rows.row(entry),
              entry.text("reason"),
              entry.optionalText("hint"),
              causes.named(entry, host, true, 1),
              WaiverFields.note(entry, "waiver")));
    }
    int waived = fields.has("more_undecided_waived") ? fields.count("more_undecided_waived") : 0;
    int more = fields.count("more_undecided");
    require(waived <= more, fields, "more rows are waived than there are");
    return new Undecided(
        fields.truth("incomplete"), entries, more, waived, WaiverFields.note(fields, "waiver"));
  }

  /// Refuses what no result can be. A report for people relies on it.
  private static void requirePossible(
      Fields fields,
      Verdict verdict,
      Optional<Explanation> explanation,
      List<Finding> findings,
      Undecided undecided)
      throws UnreadableReport {
    boolean found = !findings.isEmpty();
    boolean open =
        findings.stream().anyMatch(Finding::isOpen)
            || (verdict == Verdict.DRIFT && fields.count("more_findings") > 0);
    boolean mayBeWaived = verdict == Verdict.WAIVED || verdict == Verdict.UNKNOWN;
    require(found || verdict != Verdict.DRIFT, fields, "drift has no finding");
    require(
        !open || verdict == Verdict.DRIFT,
        fields,
        "\"%s\" has a finding".formatted(verdict.word()));
    require(
        open || !found || mayBeWaived,
        fields,
        "\"%s\" has no open finding".formatted(verdict.word()));
    require(
        verdict != Verdict.WAIVED
            || found
            || undecided.waived() > 0
            || undecided.whole().isPresent(),
        fields,
        "\"waived\", and no waiver");
    require(found || fields.count("more_findings") == 0, fields, "no finding, and more of them");
    boolean needsReason =
        open(verdict, undecided) || (verdict == Verdict.PASS && undecided.count() > 0);
    require(!needsReason || explanation.isPresent(), fields, "\"reason\" is missing");
    require(
        verdict != Verdict.UNKNOWN || !undecided.incomplete(), fields, "unknown, and incomplete");
  }

  /// Whether more could not be told than the check accepts. Such a result has a reason and a cause.
  private static boolean open(Verdict verdict, Undecided undecided) {
    return verdict == Verdict.UNKNOWN || undecided.incomplete();
  }

  private static void require(boolean holds, Fields fields, String fault) throws UnreadableReport {
    if (!holds) {
      throw UnreadableReport.changed(fields.at(), fault);
    }
  }
}
