package dev.driftline.probe.libraries;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.FileInUse;
import dev.driftline.probe.kit.packages.FileOwner;
import dev.driftline.probe.kit.process.CommandCell;
import dev.driftline.probe.kit.process.ProcessWords;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows so far. Many processes may share one large set of libraries, so few bytes can make many rows. The budget is
/// told of their number before they are made, and of their size when they are made.
record LibraryRows(Looked looked, Budget budget, List<Row> all) {

  private static final String PROGRAM = "program";
  private static final String LIBRARY = "library";
  private static final String FOREIGN =
      "the process sees another root directory (a container or chroot), whose packages are not this host's";

  private static final Cell NOT_ASKED =
      Cell.unread("command lines are read only of processes that hold one of the `ports`");

  LibraryRows(Looked looked, Budget budget) {
    this(looked, budget, new ArrayList<>());
  }

  /// The most rows that a process can have.
  static long number(MappedFiles.OfProcess files) {
    return files.libraries().map(List::size).orElse(0) + 2L;
  }

  void add(RunningProcess running, MappedFiles.OfProcess files) {
    // made once per process
    OfProcess process =
        new OfProcess(cells(running), looked.mapped().foreign().contains(running.pid()));
    files.program().ifPresent(file -> file(process, PROGRAM, file));
    // what a program removes itself in normal use is not listed
    files.libraries().stream()
        .flatMap(List::stream)
        .filter(file -> !file.removed() || file.isReplaced())
        .forEach(file -> file(process, LIBRARY, file));
    if (files.libraries().isEmpty()) {
      add(unread(process, files.program().map(_ -> LIBRARY)));
    } else if (files.program().isEmpty()) {
      add(unread(process, Optional.of(PROGRAM)));
    }
  }

  private void file(OfProcess process, String role, FileInUse file) {
    Row row = row(process, role, file);
    if (row.cell("version") instanceof Cell.Unread(String why)) {
      budget.text(why);
    }
    add(row);
  }

  private void add(Row row) {
    budget.step();
    budget.spend(Budget.bytesOf(row));
    all.add(row);
  }

  /// What the rows of one process share.
  ///
  /// @param foreign whether it sees another root directory
  private record OfProcess(Map<String, Cell> cells, boolean foreign) {}

  private Map<String, Cell> cells(RunningProcess process) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(process.pid()));
    cells.put("name", Cells.text(process.name()));
    cells.put("user", Cells.text(process.user()));
    cells.put("executable", process.executableCell());
    cells.put(LibrariesTable.COMMAND, command(process));
    cells.put("unit", Cells.text(process.controlGroup().unit()));
    cells.put("container", Cells.text(process.controlGroup().container()));
    cells.put(ProcessWords.STARTED.name(), looked.processes().started(process));
    return cells;
  }

  /// The command line, with secrets masked.
  private Cell command(RunningProcess process) {
    return looked
        .mapped()
        .commands()
        .of(process.pid())
        .map(CommandCell::of)
        .orElse(looked.asked() ? Cell.unread("it could not be read") : NOT_ASKED);
  }

  /// A row for what may not be seen of a process: the program, the libraries, or (without a role) both.
  private static Row unread(OfProcess process, Optional<String> role) {
    Map<String, Cell> cells = new HashMap<>(process.cells());
    for (String column :
        List.of("role", "path", "deleted", "soname", "library", "package", "version", "manager")) {
      cells.put(column, Cell.unread("Permission denied"));
    }
    role.ifPresent(known -> cells.put("role", Cell.text(known)));
    if (role.equals(Optional.of(PROGRAM))) {
      cells.put("soname", Cell.none());
      cells.put("library", Cell.none());
    }
    return Row.of(LibrariesTable.COLUMNS, cells);
  }

  private Row row(OfProcess process, String role, FileInUse file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    Map<String, Cell> cells = new HashMap<>(process.cells());
    cells.put("role", Cell.text(role));
    cells.put("path", Cells.text(file.path()));
    cells.put("deleted", Cell.bool(file.isReplaced()));
    if (role.equals(LIBRARY)) {
      int so = name.indexOf(".so");
      cells.put("soname", Cells.text(name));
      cells.put("library", Cells.text(so > 0 ? name.substring(0, so) : name));
    }
    FileOwner owner =
        process.foreign() ? FileOwner.unread(FOREIGN) : looked.mapped().owners().of(file.path());
    cells.put("package", owner.packageName());
    cells.put("version", file.removed() ? replaced(owner.version()) : owner.version());
    cells.put("manager", owner.manager());
    return Row.of(LibrariesTable.COLUMNS, cells);
  }

  /// The version of a replaced file: the process runs the old file, and the package on disk is the new one.
  private static Cell replaced(Cell version) {
    return switch (version) {
      case Cell.Text(String installed) ->
          Cell.unread(
              "the file was removed or replaced since; the version on disk is %s now"
                  .formatted(installed));
      case Cell.Cut _ -> Cell.unread("the file was removed or replaced since");
      case Cell.None _, Cell.Unread _ -> version;
    };
  }
}
