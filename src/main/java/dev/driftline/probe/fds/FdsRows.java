package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the rows of `fds` out of processes and their descriptors, and counts the processes that could be read.
final class FdsRows {

  /// O_APPEND, O_NONBLOCK, O_DIRECT and O_DSYNC of include/uapi/asm-generic/fcntl.h. Alpha, mips, parisc and sparc have
  /// other numbers, and arm, arm64 and powerpc have another O_DIRECT.
  private static final Map<Integer, String> FLAG_WORDS =
      Map.of(02000, "append", 04000, "nonblock", 040000, "direct", 010000, "sync");

  // The positions of the columns. Hosts have thousands of rows, so no column is looked up by name
  // per
  // row. The columns from `kind` on describe the descriptor itself.
  private static final int PID = FdsTable.COLUMNS.position("pid");
  private static final int USER = FdsTable.COLUMNS.position("user");
  private static final int NAME = FdsTable.COLUMNS.position("name");
  private static final int EXECUTABLE = FdsTable.COLUMNS.position("executable");
  private static final int UNIT = FdsTable.COLUMNS.position("unit");
  private static final int CONTAINER = FdsTable.COLUMNS.position("container");
  private static final int AGE = FdsTable.COLUMNS.position("age");
  private static final int FD = FdsTable.COLUMNS.position("fd");
  private static final int KIND = FdsTable.COLUMNS.position("kind");
  private static final int TARGET = FdsTable.COLUMNS.position("target");
  private static final int MODE = FdsTable.COLUMNS.position("mode");
  private static final int FLAGS = FdsTable.COLUMNS.position("flags");
  private static final int CLOSE_ON_EXEC = FdsTable.COLUMNS.position("close_on_exec");
  private static final int PEER = FdsTable.COLUMNS.position("peer");
  private static final int PEER_PATH = FdsTable.COLUMNS.position("peer_path");

  /// A row takes this much memory for itself, with its cells `fd`, `target`, `peer` and `peer_path`. Their texts were
  /// paid for with the descriptors.
  private static final long OWN_BYTES = 240;

  private static final Cell NOT_ASKED = Cell.unread("not looked at");
  private static final Map<DescriptorKind, Cell> KINDS =
      Arrays.stream(DescriptorKind.values())
          .collect(Collectors.toMap(kind -> kind, kind -> Cell.text(kind.word())));
  private static final Cell CLOSED = Cell.text(DescriptorKind.CLOSED.word());

  private final ProcessTable processes;
  private final DescriptorTable standard;
  private final Optional<DescriptorTable> others;
  private final NamedProcesses wanted;
  private final Budget budget;
  private int total;
  private int readable;

  /// @param others the descriptors above 2, if they are wanted, too
  FdsRows(
      ProcessTable processes,
      Optional<DescriptorTable> others,
      NamedProcesses wanted,
      Budget budget) {
    this.processes = processes;
    this.standard = processes.descriptors();
    this.others = others;
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
        addRows(process, held, rows);
      }
    }
    // One row stands for all processes of other names. So "no row" means that the host has no
    // process
    // at all. A check that names processes does not select this row.
    other.ifPresent(process -> rows.add(budget.row(unseen(ofProcess(process), NOT_ASKED))));
    return rows;
  }

  /// A row that stands for all descriptors of a process. All its cells from `fd` on are unread.
  private static Row unseen(Cell[] ofProcess, Cell why) {
    Cell[] cells = ofProcess.clone();
    Arrays.fill(cells, FD, cells.length, why);
    return new Row(FdsTable.COLUMNS, List.of(cells));
  }

  private void addRows(RunningProcess process, DescriptorTable.Held held, List<Row> rows) {
    SortedMap<Integer, Descriptor> all = standardOnes(held);
    total++;
    boolean read = true;
    // made once per process, and copied for each descriptor
    Cell[] common = ofProcess(process);
    long bytesEach = bytesEach(common, all.size());
    for (Map.Entry<Integer, Descriptor> entry : all.entrySet()) {
      Row row = row(entry.getKey(), entry.getValue(), all, standard, common, bytesEach);
      // coverage counts 0, 1 and 2 only
      read &= !(row.cell("kind") instanceof Cell.Unread);
      rows.add(row);
    }
    readable += read ? 1 : 0;
    others.ifPresent(table -> addOthers(process, all, table, common, rows));
  }

  /// The rows of the descriptors above 2. A process that was not seen when these were listed has ended meanwhile.
  private void addOthers(
      RunningProcess process,
      SortedMap<Integer, Descriptor> all,
      DescriptorTable table,
      Cell[] common,
      List<Row> rows) {
    DescriptorTable.Held held = table.processes().get(process.pid());
    if (held == null
        || held.start().isPresent() && held.start().getAsLong() != process.start()) {
      return;
    }
    long bytesEach = bytesEach(common, 1 + held.descriptors().size());
    held.descriptors()
        .forEach((number, descriptor) ->
            rows.add(row(number, descriptor, all, table, common, bytesEach)));
    // the descriptors above 2 may hold anything
    held.denied().ifPresent(why -> rows.add(budget.row(unseen(common, Cell.unread(why)))));
  }

  private Row row(
      int number,
      Descriptor descriptor,
      SortedMap<Integer, Descriptor> all,
      DescriptorTable table,
      Cell[] common,
      long bytes) {
    Cell[] cells = common.clone();
    describe(number, descriptor, all, table, cells);
    budget.step();
    budget.rows(1, bytes);
    return new Row(FdsTable.COLUMNS, List.of(cells));
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
    cells[UNIT] = Cells.text(process.controlGroup().unit());
    cells[CONTAINER] = Cells.text(process.controlGroup().container());
    cells[AGE] = Cell.integer(processes.ageMillis(process));
    return cells;
  }

  private void describe(
      int number,
      Descriptor descriptor,
      SortedMap<Integer, Descriptor> all,
      DescriptorTable table,
      Cell[] cells) {
    cells[FD] = Cell.integer(number);
    switch (descriptor) {
      case Descriptor.Closed() -> cells[KIND] = CLOSED;
      case Descriptor.Unread(String why) ->
          Arrays.fill(cells, KIND, cells.length, Cell.unread(why));
      case Descriptor.Open open -> open(number, open, all, table, cells);
    }
  }

  private void open(
      int number,
      Descriptor.Open open,
      SortedMap<Integer, Descriptor> all,
      DescriptorTable table,
      Cell[] cells) {
    Optional<DescriptorKind> kind =
        DescriptorKind.of(number, open, all, table.sockets(), table.unread().isEmpty());
    cells[KIND] = kind.map(KINDS::get).orElseGet(() -> undecided(table));
    cells[TARGET] = Cell.text(open.target());
    cells[MODE] = Cell.text(open.mode());
    cells[FLAGS] = open.flags().map(FdsRows::words).orElse(NOT_ASKED);
    cells[CLOSE_ON_EXEC] = open.closesOnExec().map(Cell::bool).orElse(NOT_ASKED);
    open.socket().ifPresent(inode -> socket(inode, table.sockets(), cells));
  }

  /// Why an open descriptor has no kind. Either its socket's table is missing, or its flags are.
  private static Cell undecided(DescriptorTable table) {
    return table.unread().isEmpty()
        ? Cell.unread("its flags could not be read")
        : Cell.unread(table.unread().getFirst() + " could not be read");
  }

  private static void socket(String inode, SocketTable sockets, Cell[] cells) {
    sockets
        .internet(inode)
        .map(SocketTable.Internet::peer)
        .filter(peer -> !peer.isAny())
        .ifPresent(peer -> cells[PEER] = Cell.text(peer.toString()));
    sockets.peerPath(inode).ifPresent(path -> cells[PEER_PATH] = Cell.text(path));
  }

  private static Cell words(int flags) {
    String words =
        Stream.of(02000, 04000, 040000, 010000)
            .filter(bit -> (flags & bit) != 0)
            .map(bit -> FLAG_WORDS.getOrDefault(bit, ""))
            .collect(Collectors.joining(","));
    return words.isEmpty() ? Cell.none() : Cell.text(words);
  }
}
