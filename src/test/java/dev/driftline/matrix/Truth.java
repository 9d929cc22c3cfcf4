package dev.driftline.matrix;

import dev.driftline.model.CheckResult;
import dev.driftline.model.RunReport;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares what a host said while it was broken with what it says when it is not. Each answer must be the truth, or
/// say that it is not whole.
final class Truth {

  /// Columns whose values are others from one look to the next. A number may move by as much as [#MOVED].
  private static final Set<String> MOVING =
      Set.of("age", "duration", "clock", "clock_offset", "uptime", "state");

  /// Columns that are read only where something asks for them, so a fault may make them read.
  private static final Set<String> ON_DEMAND = Set.of("flags", "close_on_exec", "origin");

  /// In milliseconds or, for `clock`, in seconds. A test takes minutes.
  private static final long MOVED = 3_600_000;

  private Truth() {}

  /// What is wrong with an answer; empty if nothing is.
  static List<String> wrong(Answer truth, Answer said) {
    return switch (said) {
      case Answer.Unknown _ -> List.of();
      case Answer.Absent _ ->
          truth instanceof Answer.Absent ? List.of() : List.of("absent: " + said);
      case Answer.Observed seen ->
          truth instanceof Answer.Observed whole
              ? wrongRows(whole, seen)
              : List.of("observed, in truth " + truth);
    };
  }

  /// What is wrong with an answer, or missing in it though it is in the truth; empty if it is the truth.
  static List<String> different(Answer truth, Answer said) {
    if (said instanceof Answer.Unknown unknown) {
      return List.of("unknown: " + unknown.why() + ": " + unknown.evidence());
    }
    List<String> different = new ArrayList<>(wrong(truth, said));
    if (truth instanceof Answer.Observed whole && said instanceof Answer.Observed seen) {
      if (!seen.gap().equals(whole.gap())) {
        different.add("gap: " + seen.gap());
      }
      if (unread(seen) != unread(whole)) {
        different.add("%d cells unread, in truth %d".formatted(unread(seen), unread(whole)));
      }
    }
    return different;
  }

  private static long unread(Answer.Observed answer) {
    return answer.rows().stream()
        .flatMap(row -> row.cells().stream())
        .filter(Cell.Unread.class::isInstance)
        .count();
  }

  /// What is wrong with a run of checks, or left open though it was decided; empty if nothing is.
  static List<String> different(RunReport truth, RunReport said) {
    List<String> different = new ArrayList<>(wrong(truth, said));
    for (int i = 0; i < truth.results().size(); i++) {
      CheckResult decided = truth.results().get(i);
      CheckResult open = said.results().get(i);
      if (open.verdict() == Verdict.UNKNOWN && decided.verdict() != Verdict.UNKNOWN) {
        different.add(
            "%s: %s, in truth %s".formatted(open.check().id(), told(open), told(decided)));
      }
    }
    return different;
  }

  private static List<String> wrongRows(Answer.Observed truth, Answer.Observed said) {
    List<String> wrong = new ArrayList<>();
    List<Row> open = new ArrayList<>(truth.rows());
    // rows that are whole find their own first
    List<Row> partial = new ArrayList<>();
    for (Row row : said.rows()) {
      if (!take(row, open, true)) {
        partial.add(row);
      }
    }
    for (Row row : partial) {
      if (!take(row, open, false) && !isAllUnread(row)) {
        wrong.add("no such row: " + text(row));
      }
    }
    if (said.gap().isEmpty() && truth.gap().isEmpty()) {
      open.forEach(row -> wrong.add("missing without a word: " + text(row)));
    }
    return wrong;
  }

  /// Whether it stands for all rows of a process, which could not be listed.
  private static boolean isAllUnread(Row row) {
    return row.columns().has("fd") && row.cell("fd") instanceof Cell.Unread;
  }

  private static boolean take(Row row, List<Row> open, boolean whole) {
    List<Row> fitting = open.stream().filter(candidate -> fits(candidate, row, whole)).toList();
    if (fitting.isEmpty()) {
      return false;
    }
    // a socket whose holders could not be read stands for its rows with each of them
    boolean some = row.columns().has("pid") && row.cell("pid") instanceof Cell.Unread;
    (some ? fitting : fitting.subList(0, 1)).forEach(open::remove);
    return true;
  }

  /// Whether a row can be that of the truth. If it need not be `whole`, a cell may be unread.
  private static boolean fits(Row truth, Row said, boolean whole) {
    List<Column> columns = truth.columns().list();
    for (int i = 0; i < columns.size(); i++) {
      Cell cell = said.cells().get(i);
      boolean same =
          cell.equals(truth.cells().get(i))
              || (ON_DEMAND.contains(columns.get(i).name())
                  && truth.cells().get(i) instanceof Cell.Unread)
              || (MOVING.contains(columns.get(i).name()) && moved(truth.cells().get(i), cell))
              || (!whole && (cell instanceof Cell.Unread || isUnknownOrigin(columns.get(i), said)));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /// Whether the column is about the origin of a descriptor, and the row says that it is not known.
  private static boolean isUnknownOrigin(Column column, Row row) {
    return column.name().startsWith("origin") && row.cell("origin").equals(Cell.text("unknown"));
  }

  private static boolean moved(Cell before, Cell after) {
    if (before instanceof Cell.Text(String from) && after instanceof Cell.Text(String to)) {
      return !isNumber(from)
          || (isNumber(to) && Math.abs(Long.parseLong(from) - Long.parseLong(to)) < MOVED);
    }
    return false;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]{1,18}");
  }

  private static String text(Row row) {
    List<String> cells = new ArrayList<>();
    for (Column column : row.columns().list()) {
      Cell cell = row.cell(column.name());
      if (!(cell instanceof Cell.None)) {
        cells.add(column.name() + "=" + (cell instanceof Cell.Text(String text) ? text : "?"));
      }
    }
    return String.join(" ", cells);
  }

  /// What is wrong with a run of checks; empty if nothing is.
  static List<String> wrong(RunReport truth, RunReport said) {
    List<String> wrong = new ArrayList<>();
    if (said.run().exit() == 0 && truth.run().exit() != 0) {
      wrong.add("exit 0, in truth " + truth.run().exit());
    }
    for (int i = 0; i < truth.results().size(); i++) {
      wrong(truth.results().get(i), said.results().get(i), wrong);
    }
    return wrong;
  }

  private static void wrong(CheckResult truth, CheckResult said, List<String> wrong) {
    String check = said.check().id();
    if (said.verdict() == Verdict.UNKNOWN) {
      return;
    }
    if (said.verdict() != truth.verdict()) {
      wrong.add("%s: %s, in truth %s".formatted(check, told(said), told(truth)));
      return;
    }
    Set<String> real = findings(truth);
    Set<String> seen = findings(said);
    Set<String> invented = new HashSet<>(seen);
    invented.removeAll(real);
    if (!invented.isEmpty()) {
      wrong.add("%s: findings that are none: %s".formatted(check, invented));
    }
    if (!seen.containsAll(real) && said.reason().isEmpty()) {
      Set<String> lost = new HashSet<>(real);
      lost.removeAll(seen);
      wrong.add("%s: findings lost without a word: %s".formatted(check, lost));
    }
  }

  private static String told(CheckResult result) {
    return result.verdict().word()
        + result.reason().map(why -> " (" + why + ")").orElse("")
        + findings(result);
  }

  /// The subjects. A process is told by its number here: its command line may be unread.
  private static Set<String> findings(CheckResult result) {
    return result.findings().stream()
        .map(finding -> finding.subject().replaceFirst("( \\(.*\\))?, (process \\d+).*$", ", $2"))
        .collect(Collectors.toSet());
  }
}
