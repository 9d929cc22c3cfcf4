package dev.driftline.accept;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Outcome;
import dev.driftline.model.RunReport;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords.Rating;
import dev.driftline.policy.Check;
import dev.driftline.text.Count;
import dev.driftline.text.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Writes waivers for what is open in a report. A waiver is over the columns that tell one row from another from night
/// to night, so it accepts that row only, also after a restart. What cannot be named so is left, and said.
///
/// For one use.
public final class Acceptance {

  private static final String SAFE_HOST = "[A-Za-z0-9._-]+";

  /// One waiver without its hosts.
  ///
  /// @param where   the conditions as they are written; empty for all of the check
  /// @param accepts `drift` or `unknown`
  private record Key(String check, String where, String accepts) {}

  private final Map<String, Check> checks;
  private final Terms terms;
  private final Map<Key, Set<String>> waivers = new LinkedHashMap<>();
  private final Set<String> left = new LinkedHashSet<>();

  private Acceptance(Map<String, Check> checks, Terms terms) {
    this.checks = checks;
    this.terms = terms;
  }

  /// The waivers for what is open in a report.
  ///
  /// @param checks  by id, of the policies that were judged
  /// @param chosen  the ids of which findings are accepted
  public static Accepted of(
      RunReport report, Map<String, Check> checks, Predicate<String> chosen, Terms terms) {
    Acceptance acceptance = new Acceptance(checks, terms);
    Set<String> unreached = new HashSet<>();
    report.hosts().stream()
        .filter(host -> host.outcome() instanceof Outcome.Unreachable)
        .forEach(host -> unreached.add(host.host()));
    for (CheckResult result : report.results()) {
      if (chosen.test(result.check().id())) {
        acceptance.take(result, unreached.contains(result.host()));
      }
    }
    return new Accepted(
        acceptance.text(), acceptance.waivers.size(), new ArrayList<>(acceptance.left));
  }

  private void take(CheckResult result, boolean unreached) {
    String id = result.check().id();
    Check check = checks.get(id);
    List<Finding> open = result.findings().stream().filter(Finding::isOpen).toList();
    boolean isOpen = !open.isEmpty() || (terms.unknown() && result.isOpen());
    if (!isOpen) {
      return;
    }
    if (check == null) {
      left.add("%s: no policy that was read has this check: name its file with -p".formatted(id));
      return;
    }
    open.forEach(finding -> row(result, check, finding.row(), "drift", finding.subject()));
    if (result.more() > 0) {
      left.add(
          "%s on %s: %s, which the report only counts"
              .formatted(id, result.host(), Count.of(result.more(), "more finding")));
    }
    if (terms.unknown()) {
      unknown(result, check, unreached);
    }
  }

  private void unknown(CheckResult result, Check check, boolean unreached) {
    if (unreached) {
      left.add("%s was not reached: no waiver accepts that".formatted(result.host()));
      return;
    }
    for (Undecided.Entry entry : result.undecided().rows()) {
      if (entry.waiver().isEmpty()) {
        row(result, check, entry.row(), "unknown", entry.subject());
      }
    }
    if (result.verdict() == Verdict.UNKNOWN && result.undecided().rows().isEmpty()) {
      add(result, check, "", "unknown");
    }
    if (result.undecided().more() > 0) {
      left.add(
          "%s on %s: %s, which the report only counts"
              .formatted(
                  check.info().id(),
                  result.host(),
                  Count.of(result.undecided().more(), "more undecided row")));
    }
  }

  /// A finding without a row is about the rows of the check there: all of them are accepted.
  private void row(
      CheckResult result, Check check, Optional<Row> row, String accepts, String subject) {
    if (row.isEmpty()) {
      add(result, check, "", accepts);
      return;
    }
    List<String> conditions = new ArrayList<>();
    for (String column : columns(check, accepts)) {
      Optional<String> value = value(row.get(), column);
      if (value.isEmpty()) {
        left.add(
            "%s on %s, %s: %s cannot be written into a file"
                .formatted(check.info().id(), result.host(), subject, column));
        return;
      }
      conditions.add(column + ": " + value.get());
    }
    if (conditions.isEmpty()) {
      // without a condition, every other finding of the check would be accepted, too
      left.add(
          "%s on %s, %s: nothing tells it from others"
              .formatted(check.info().id(), result.host(), subject));
      return;
    }
    add(result, check, "{ %s }".formatted(String.join(", ", conditions)), accepts);
  }

  /// The columns that stay the same, and of a check over a table of rules the rule: a worse one is not accepted.
  private static List<String> columns(Check check, String accepts) {
    List<String> columns =
        new ArrayList<>(
            check.table().key().stream()
                .filter(name ->
                    check.table().columns().find(name).filter(Column::isOfOneStart).isEmpty())
                .toList());
    check
        .table()
        .words()
        .rating()
        .filter(_ -> check.isRated() && accepts.equals("drift"))
        .map(Rating::ruleColumn)
        .filter(rule -> !columns.contains(rule))
        .ifPresent(columns::add);
    return columns;
  }

  private static Optional<String> value(Row row, String column) {
    if (!row.columns().has(column)) {
      return Optional.empty();
    }
    return switch (row.cell(column)) {
      case Cell.Text(String text) ->
          Optional.of(text).filter(YamlText::canBeWritten).map(YamlText::literal);
      case Cell.None _ -> Optional.of("absent");
      case Cell.Cut _, Cell.Unread _ -> Optional.empty();
    };
  }

  private void add(CheckResult result, Check check, String where, String accepts) {
    if (!result.host().matches(SAFE_HOST)) {
      left.add("the name of the host %s is also a pattern".formatted(result.host()));
      return;
    }
    waivers
        .computeIfAbsent(new Key(check.info().id(), where, accepts), _ -> new LinkedHashSet<>())
        .add(result.host());
  }

  private String text() {
    if (waivers.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("waivers:\n");
    waivers.forEach((key, hosts) -> {
      text.append("  - check: %s\n".formatted(key.check()));
      text.append("    hosts: %s\n".formatted(YamlText.quoted(String.join(",", hosts))));
      if (!key.where().isEmpty()) {
        text.append("    where: %s\n".formatted(key.where()));
      }
      if (key.accepts().equals("unknown")) {
        text.append("    accepts: unknown\n");
      }
      text.append("    until: %s\n".formatted(terms.until()));
      text.append("    reason: %s\n".formatted(YamlText.escaped(terms.reason())));
      terms
          .ticket()
          .ifPresent(it -> text.append("    ticket: %s\n".formatted(YamlText.escaped(it))));
      terms.owner().ifPresent(it -> text.append("    owner: %s\n".formatted(YamlText.escaped(it))));
    });
    return text.toString();
  }
}
