package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.process.CommandCell;
import dev.driftline.probe.kit.process.CommandLines;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the rows of `fds` out of processes and their descriptors, and counts the processes that could be read.
final class FdsRows {

  // The positions of the columns. Hosts have thousands of rows, so no column is looked up by name
  // for each row. The columns from `kind` on describe the descriptor itself.
  private static final int PID = FdsTable.COLUMNS.position("pid");
  private static final int USER = FdsTable.COLUMNS.position("user");
  private static final int NAME = FdsTable.COLUMNS.position("name");
  private static final int EXECUTABLE = FdsTable.COLUMNS.position("executable");
  private static final int COMMAND = FdsTable.COLUMNS.position(FdsTable.COMMAND);
  private static final int UNIT = FdsTable.COLUMNS.position("unit");
  private static final int CONTAINER = FdsTable.COLUMNS.position("container");
  private static final int STARTED = FdsTable.COLUMNS.position(ProcessWords.STARTED.name());
  private static final int AGE = FdsTable.COLUMNS.position("age");
  private static final int FD = FdsTable.COLUMNS.position("fd");

  /// A row takes this much memory for itself, with its cells about the descriptor. Their texts were paid for with the
  /// descriptors.
  private static final long OWN_BYTES = 320;

  private static final Cell NOT_ASKED = Cell.unread(OtherEnds.NOT_ASKED);

  private final ProcessTable processes;
  private final DescriptorTable standard;
  private final Optional<DescriptorTable> others;
  private final Optional<CommandLines> commands;
  private final NamedProcesses wanted;
  private final Budget budget;
  private int total;
  private int readable;

  /// @param others   the descriptors above 2, if they are wanted, too
  /// @param commands the command lines, if they are wanted
  FdsRows(
      ProcessTable processes,
      Optional<DescriptorTable> others,
      Optional<CommandLines> commands,
      NamedProcesses wanted,
      Budget budget) {
    this.processes = processes;
    this.standard = processes.descriptors();
    this.others = others;
    this.commands = commands;
    this.wanted = wanted;
    this.budget = budget;
  }

  /// How many of the wanted processes were looked at, after [#all].
  int total() {
    return total;
  }

  /// For how many of these 0, 1 and 2 could all be read.
  int readable() {
    return readable;
  }

  List<Row> all() {
    Set<Long> ours = processes.ours();
    List<Row> rows = new ArrayList<>();
    Optional<RunningProcess> other = Optional.empty();
    DescriptorCells cells = new DescriptorCells(processes, standard, budget);
    Optional<DescriptorCells> cellsOfOthers =
        others.map(table -> new DescriptorCells(processes, table, budget));
    for (RunningProcess process : processes.processes().values()) {
      budget.step();
      if (ours.contains(process.pid()) || process.hasEnded()) {
        continue;
      }
      if (!wanted.have(process)) {
        other = Optional.of(process);
        continue;
      }
      DescriptorTable.Held held = standard.processes().get(process.pid());
      // it ended before its descriptors were looked at
      if (held == null) {
        continue;
      }
      // in a reused pid, the descriptors are those of another process
      if (held.start().isEmpty() || held.start().getAsLong() == process.start()) {
        HeldBy all = new HeldBy(process, standardOnes(held));
        Cell[] common = addRows(all, cells, rows);
        cellsOfOthers.ifPresent(its -> addOthers(all, others.orElseThrow(), its, common, rows));
      }
    }
    // One row stands for all processes of other names, so "no row" means that the host has no
    // process at all. A check that names processes does not select this row.
    other.ifPresent(process -> rows.add(budget.row(unseen(ofProcess(process), NOT_ASKED))));
    return rows;
  }

  /// A row that stands for all descriptors of a process. All its cells from `fd` on are unread.
  private static Row unseen(Cell[] ofProcess, Cell why) {
    Cell[] cells = ofProcess.clone();
    Arrays.fill(cells, FD, cells.length, why);
    return new Row(FdsTable.COLUMNS, List.of(cells));
  }

  /// Adds the rows of 0, 1 and 2.
  ///
  /// @return the cells about the process
  private Cell[] addRows(HeldBy held, DescriptorCells cells, List<Row> rows) {
    total++;
    boolean read = true;
    // made once per process, and copied for each descriptor
    Cell[] common = ofProcess(held.process());
    long bytesEach = bytesEach(common, held.descriptors().size());
    for (Map.Entry<Integer, Descriptor> entry : held.descriptors().entrySet()) {
      Row row = row(entry.getKey(), entry.getValue(), held, cells, common, bytesEach);
      read &= !(row.cell("kind") instanceof Cell.Unread);
      rows.add(row);
    }
    // coverage counts 0, 1 and 2 only
    readable += read ? 1 : 0;
    return common;
  }

  /// Adds the rows of the descriptors above 2. A process that was not seen when these were listed has ended meanwhile.
  private void addOthers(
      HeldBy standardOnes,
      DescriptorTable table,
      DescriptorCells cells,
      Cell[] common,
      List<Row> rows) {
    RunningProcess process = standardOnes.process();
    DescriptorTable.Held held = table.processes().get(process.pid());
    if (held == null || (held.start().isPresent() && held.start().getAsLong() != process.start())) {
      return;
    }
    long bytesEach = bytesEach(common, 1 + held.descriptors().size());
    held.descriptors()
        .forEach((number, descriptor) ->
            rows.add(row(number, descriptor, standardOnes, cells, common, bytesEach)));
    // the descriptors above 2 may hold anything
    held.denied().ifPresent(why -> rows.add(budget.row(unseen(common, Cell.unread(why)))));
  }

  private Row row(
      int number,
      Descriptor descriptor,
      HeldBy held,
      DescriptorCells cells,
      Cell[] common,
      long bytes) {
    Cell[] row = common.clone();
    row[FD] = Cell.integer(number);
    cells.describe(number, descriptor, held, row);
    budget.step();
    budget.rows(1, bytes);
    return new Row(FdsTable.COLUMNS, List.of(row));
  }

  /// The memory of one row, if the process has `rows` of them. They share the cells about the process.
  private static long bytesEach(Cell[] ofProcess, int rows) {
    return OWN_BYTES + Budget.bytesOf(new Row(FdsTable.COLUMNS, List.of(ofProcess))) / rows;
  }

  /// The descriptors of a process, with an unread one for each of 0, 1 and 2 that the host said nothing about.
  private static SortedMap<Integer, Descriptor> standardOnes(DescriptorTable.Held held) {
    SortedMap<Integer, Descriptor> seen = held.descriptors();
    if (seen.containsKey(0) && seen.containsKey(1) && seen.containsKey(2)) {
      return seen;
    }
    SortedMap<Integer, Descriptor> all = new TreeMap<>(seen);
    for (int number = 0; number <= 2; number++) {
      all.putIfAbsent(number, new Descriptor.Unread(held.denied().orElse("not looked at")));
    }
    return all;
  }

  /// The cells about the process. The other cells are empty so far.
  private Cell[] ofProcess(RunningProcess process) {
    Cell[] cells = new Cell[FdsTable.COLUMNS.list().size()];
    Arrays.fill(cells, Cell.none());
    cells[PID] = Cell.integer(process.pid());
    cells[USER] = Cells.text(process.user());
    cells[NAME] = Cells.text(process.name());
    cells[EXECUTABLE] = process.executableCell();
    cells[COMMAND] = command(process);
    cells[UNIT] = Cells.text(process.controlGroup().unit());
    cells[CONTAINER] = Cells.text(process.controlGroup().container());
    cells[STARTED] = processes.started(process);
    cells[AGE] = Cell.integer(processes.ageMillis(process));
    return cells;
  }

  /// The command line, with secrets masked. Processes with an odd descriptor have one, and all if it was asked for.
  private Cell command(RunningProcess process) {
    return commands
        .flatMap(lines -> lines.of(process.pid()))
        .or(() -> standard.commands().of(process.pid()))
        .map(CommandCell::of)
        .orElse(commands.isPresent() ? Cell.unread("it could not be read") : NOT_ASKED);
  }
}
