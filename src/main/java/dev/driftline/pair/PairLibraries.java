package dev.driftline.pair;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.libraries.LibrariesTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files that the processes of a pair have mapped: their programs and client libraries, and the reasons why some
/// could not be read. Found by pid, so the time grows with the number of rows and not with its square.
final class PairLibraries {

  static final PairLibraries NONE =
      new PairLibraries(List.of(), Optional.empty(), Optional.empty());

  private final List<Row> rows;
  private final Optional<String> gap;
  private final Optional<String> unseen;
  private final Map<String, Mapped> processes = new HashMap<>();

  /// Why a row without a pid may be about any process; empty if there is no such row.
  private Optional<String> ofAnybody = Optional.empty();

  /// The files of one process.
  private static final class Mapped {
    private final List<Row> libraries = new ArrayList<>(1);
    private Optional<Row> program = Optional.empty();
    private Optional<Cell> command = Optional.empty();
    private Optional<String> unread = Optional.empty();
  }

  private PairLibraries(List<Row> rows, Optional<String> gap, Optional<String> unseen) {
    this.rows = List.copyOf(rows);
    this.gap = gap;
    this.unseen = unseen;
    rows.forEach(this::sort);
  }

  /// Puts a row to its process.
  private void sort(Row row) {
    Optional<String> why = missing(row);
    Optional<String> pid = row.text(LibrariesTable.PID);
    if (pid.isEmpty()) {
      ofAnybody = ofAnybody.or(() -> why);
      return;
    }
    Mapped process = processes.computeIfAbsent(pid.get(), _ -> new Mapped());
    process.command = process.command.or(() -> Optional.of(row.cell(LibrariesTable.COMMAND)));
    process.unread = process.unread.or(() -> why);
    if (LibrariesTable.isProgram(row)) {
      process.program = process.program.or(() -> Optional.of(row));
    } else if (why.isEmpty()) {
      process.libraries.add(row);
    }
  }

  /// Takes the files of the processes `pids` from a host's answers.
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

  /// Each process that could not be read should have a row that says so. If fewer rows do, the missing ones may be any
  /// process.
  private static Optional<String> missing(Coverage coverage, List<Row> all) {
    long listed =
        all.stream()
            .filter(PairLibraries::isUnread)
            .map(row -> String.valueOf(row.cell(LibrariesTable.PID)))
            .distinct()
            .count();
    return coverage.total() - coverage.readable() > listed
        ? Optional.of("what processes have mapped was read of %s only".formatted(coverage))
        : Optional.empty();
  }

  private static boolean concerns(Subject.Pair pair, Row row, Set<String> pids) {
    // a row whose pid could not be read may be about one of ours
    boolean ours =
        switch (row.cell(LibrariesTable.PID)) {
          case Cell.Text(String pid) -> pids.contains(pid);
          case Cell.Cut _, Cell.Unread _ -> true;
          case Cell.None _ -> false;
        };
    return ours && (isUnread(row) || LibrariesTable.isProgram(row) || isClientLibrary(pair, row));
  }

  private static boolean isClientLibrary(Subject.Pair pair, Row row) {
    return row.text(LibrariesTable.LIBRARY)
        .filter(name -> PairPlan.isClientLibrary(pair, name))
        .isPresent();
  }

  /// Whether the row may stand for any library.
  private static boolean isUnread(Row row) {
    return missing(row).isPresent();
  }

  /// Why it is not known what the row stands for; empty if it is.
  private static Optional<String> missing(Row row) {
    return Stream.of(LibrariesTable.PID, LibrariesTable.ROLE, LibrariesTable.LIBRARY)
        .flatMap(column -> row.cell(column).missing().stream())
        .findFirst();
  }

  /// The rows that are kept: those of the processes, and those that may be about any process.
  List<Row> rows() {
    return rows;
  }

  /// Why files may be missing here.
  Optional<String> gap() {
    return gap;
  }

  /// Why nothing could be seen at all.
  Optional<String> unseen() {
    return unseen;
  }

  /// The client libraries of `pid`. A process may have several.
  List<Row> libraries(String pid) {
    return Optional.ofNullable(processes.get(pid)).map(p -> p.libraries).orElse(List.of());
  }

  Optional<Row> program(String pid) {
    return Optional.ofNullable(processes.get(pid)).flatMap(process -> process.program);
  }

  /// The command line of `pid`; empty if nothing was said about it.
  Optional<Cell> command(String pid) {
    return Optional.ofNullable(processes.get(pid)).flatMap(process -> process.command);
  }

  /// Why `pid` may have mapped more files than are here; empty if all were read.
  Optional<String> unread(String pid) {
    if (unseen.isPresent()) {
      return unseen;
    }
    Optional<Mapped> process = Optional.ofNullable(processes.get(pid));
    // a process without any row was not looked at, which is not the same as "has no library"
    return process.isEmpty() && ofAnybody.isEmpty()
        ? Optional.of("nothing was said about it")
        : process.flatMap(mapped -> mapped.unread).or(() -> ofAnybody);
  }
}
