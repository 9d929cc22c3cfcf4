package dev.driftline.cases;

import dev.driftline.cases.CaseTest.Expected;
import dev.driftline.model.CheckResult;
import dev.driftline.model.Explanation;
import dev.driftline.model.Finding;
import dev.driftline.model.Undecided;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a result differs from what a case expects.
///
/// @param message what was expected, and what came out
/// @param hint    what to write in the case, if the case may be wrong
public record CaseFailure(String message, String hint) {

  private static final String EXACT =
      "list every finding: a case is exact; not-applicable never stands for pass";

  /// Empty if the result is what was expected.
  public static Optional<CaseFailure> of(Expected expected, CheckResult result) {
    String where = "%s on %s: ".formatted(expected.check().text(), expected.host().text());
    return expected.verdict() == result.verdict()
        ? findings(where, expected, result)
        : Optional.of(
            new CaseFailure(
                where
                    + "expected %s, got %s%s"
                        .formatted(expected.verdict().word(), result.verdict().word(), why(result)),
                hint(result)));
  }

  private static Optional<CaseFailure> findings(
      String where, Expected expected, CheckResult result) {
    List<String> missing =
        new ArrayList<>(expected.findings().stream().map(text -> text.text()).toList());
    List<String> more = new ArrayList<>();
    for (Finding finding : result.findings()) {
      Optional<String> written =
          missing.stream().filter(text -> names(text, finding.subject())).findFirst();
      if (written.isPresent()) {
        missing.remove(written.get());
      } else {
        more.add(shortened(finding.subject()));
      }
    }
    List<String> differs = new ArrayList<>();
    if (!missing.isEmpty()) {
      differs.add(counted(missing, "less", "fewer"));
    }
    if (!more.isEmpty()) {
      differs.add(counted(more, "more", "more"));
    }
    if (!differs.isEmpty()) {
      return Optional.of(new CaseFailure(where + String.join("; ", differs), EXACT));
    }
    return result.more() == 0
        ? Optional.empty()
        : Optional.of(
            new CaseFailure(where + "%d further findings".formatted(result.more()), EXACT));
  }

  /// Whether a subject is meant: with what stands behind it in parentheses, or without, or its beginning: `rndc
  /// status…`.
  private static boolean names(String written, String subject) {
    if (written.endsWith("…")) {
      return subject.startsWith(written.substring(0, written.length() - 1));
    }
    return subject.equals(written) || shortened(subject).equals(written);
  }

  /// `dnsdump.pl fd 2` of `dnsdump.pl fd 2 (user bind, dns.service)`.
  private static String shortened(String subject) {
    int open = subject.indexOf(" (");
    return open > 0 && subject.endsWith(")") ? subject.substring(0, open) : subject;
  }

  private static String counted(List<String> subjects, String one, String several) {
    String listed = subjects.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    return subjects.size() == 1
        ? "one finding %s than expected: %s".formatted(one, listed)
        : "%d findings %s than expected: %s".formatted(subjects.size(), several, listed);
  }

  private static String why(CheckResult result) {
    Optional<Column> column = notGiven(result);
    if (column.isPresent()) {
      return ": %s is not given in this case".formatted(column.get().name());
    }
    if (notAsked(result)) {
      return ": %s is not given in this case"
          .formatted(sentence(result).replaceFirst(" was not asked$", ""));
    }
    return switch (result.verdict()) {
      case DRIFT ->
          result.findings().isEmpty()
              ? ""
              : ": %s: %s"
                  .formatted(
                      shortened(result.findings().getFirst().subject()),
                      result.findings().getFirst().message().text());
      case UNKNOWN, NOT_APPLICABLE, WAIVED ->
          result.explanation().isEmpty() ? "" : ": " + sentence(result);
      case PASS -> "";
    };
  }

  private static String sentence(CheckResult result) {
    return result.explanation().map(Explanation::sentence).orElse("");
  }

  private static boolean notAsked(CheckResult result) {
    return result.verdict() == Verdict.UNKNOWN
        && result
            .explanation()
            .map(Explanation::code)
            .filter(Explanation.NOT_ASKED::equals)
            .isPresent();
  }

  private static String hint(CheckResult result) {
    return notGiven(result)
        .map(column ->
            "`%s: %s`; nothing there is `%1$s: null`".formatted(column.name(), example(column)))
        .orElse("");
  }

  private static String example(Column column) {
    return column.words().isEmpty() ? column.example() : column.words().getFirst();
  }

  /// The column that the case would have to give, so that the first row can be judged.
  private static Optional<Column> notGiven(CheckResult result) {
    if (result.verdict() != Verdict.UNKNOWN) {
      return Optional.empty();
    }
    return result.undecided().rows().stream()
        .flatMap(entry -> notGiven(entry).stream())
        .findFirst();
  }

  private static Optional<Column> notGiven(Undecided.Entry entry) {
    return entry.row().stream()
        .flatMap(row ->
            row.columns().list().stream()
                .filter(column -> isNotGiven(row, column))
                .filter(column -> entry.reason().startsWith(column.name() + " could not be read")))
        .findFirst();
  }

  private static boolean isNotGiven(Row row, Column column) {
    return row.cell(column.name()) instanceof Cell.Unread(String why)
        && why.equals(GivenRows.NOT_GIVEN);
  }
}
