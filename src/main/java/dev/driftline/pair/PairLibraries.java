package dev.driftline.pair;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the processes that hold a pair's sockets have mapped: their programs, client libraries, and what could not be
/// read of them.
///
/// @param rows   of these processes
/// @param gap    why there may be more than is here
/// @param unseen why nothing could be seen at all
record PairLibraries(List<Row> rows, Optional<String> gap, Optional<String> unseen) {

  static final PairLibraries NONE =
      new PairLibraries(List.of(), Optional.empty(), Optional.empty());

  PairLibraries {
    rows = List.copyOf(rows);
  }

  /// Takes from a host's answers what is mapped by the processes `pids`.
  static PairLibraries of(Subject.Pair pair, HostAnswers answers, Set<String> pids) {
    return switch (answers.answers().get(PairPlan.libraries(pair))) {
      case null -> unseen(unasked(answers));
      case Answer.Unknown(_, String why, _) -> unseen(why);
      case Answer.Absent(String what) -> unseen("there is no " + what);
      case Answer.Observed(List<Row> all, Optional<Coverage> coverage, Optional<String> gap) ->
          new PairLibraries(
              all.stream().filter(row -> concerns(pair, row, pids)).toList(),
              gap.or(() -> coverage.flatMap(seen -> missing(seen, all))),
              Optional.empty());
    };
  }

  private static PairLibraries unseen(String why) {
    return new PairLibraries(List.of(), Optional.empty(), Optional.of(why));
  }

  private static String unasked(HostAnswers answers) {
    return switch (answers.outcome()) {
      case Outcome.Unreachable(_, String detail, _) -> detail;
      case Outcome.Answered _ -> "it was not asked for";
    };
  }

  /// Every process that could not be read has a row that says so; if more are missing, they could be anybody.
  private static Optional<String> missing(Coverage coverage, List<Row> all) {
    long listed =
        all.stream()
            .filter(PairLibraries::isUnread)
            .map(row -> row.cell(PairPlan.PID))
            .distinct()
            .count();
    return coverage.total() - coverage.readable() > listed
        ? Optional.of("what processes have mapped was read of %s only".formatted(coverage))
        : Optional.empty();
  }

  private static boolean concerns(Subject.Pair pair, Row row, Set<String> pids) {
    boolean ours =
        switch (row.cell(PairPlan.PID)) {
          case Cell.Text(String pid) -> pids.contains(pid);
          case Cell.Unread _ -> true;
          case Cell.None _ -> false;
        };
    return ours && (isUnread(row) || isProgram(row) || isClientLibrary(pair, row));
  }

  private static boolean isClientLibrary(Subject.Pair pair, Row row) {
    return row.text(PairPlan.LIBRARY)
        .filter(name -> PairPlan.isClientLibrary(pair, name))
        .isPresent();
  }

  private static boolean isProgram(Row row) {
    return row.text(PairPlan.ROLE).filter("program"::equals).isPresent();
  }

  /// Whether any library may stand behind a row.
  private static boolean isUnread(Row row) {
    return row.cell(PairPlan.PID) instanceof Cell.Unread
        || row.cell(PairPlan.ROLE) instanceof Cell.Unread
        || row.cell(PairPlan.LIBRARY) instanceof Cell.Unread;
  }

  /// The client libraries of `pid`, several if it maps several.
  List<Row> libraries(String pid) {
    return rows.stream()
        .filter(row -> isOf(row, pid) && !isUnread(row) && !isProgram(row))
        .toList();
  }

  Optional<Row> program(String pid) {
    return rows.stream().filter(row -> isOf(row, pid) && isProgram(row)).findFirst();
  }

  private static boolean isOf(Row row, String pid) {
    return row.text(PairPlan.PID).filter(pid::equals).isPresent();
  }

  /// Why `pid` may have mapped more than is here; empty if all of it was read.
  Optional<String> unread(String pid) {
    if (unseen.isPresent()) {
      return unseen;
    }
    List<Row> known =
        rows.stream()
            .filter(row -> isOf(row, pid) || row.cell(PairPlan.PID) instanceof Cell.Unread)
            .toList();
    if (known.isEmpty()) {
      return Optional.of("nothing was said about it");
    }
    return known.stream().filter(PairLibraries::isUnread).findFirst().map(PairLibraries::why);
  }

  private static String why(Row row) {
    for (String column : List.of(PairPlan.PID, PairPlan.ROLE, PairPlan.LIBRARY)) {
      if (row.cell(column) instanceof Cell.Unread(String why)) {
        return why;
      }
    }
    throw new IllegalArgumentException("nothing is unread in " + row);
  }
}
