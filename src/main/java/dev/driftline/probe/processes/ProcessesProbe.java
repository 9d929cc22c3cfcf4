package dev.driftline.probe.processes;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes of a host. Kernel threads, processes that have ended and our own session are not among them.
public final class ProcessesProbe implements Probe {

  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("pid", ColumnType.INTEGER, "The process's number.", "2387"),
              new Column("ppid", ColumnType.INTEGER, "The number of its parent.", "1"),
              new Column(
                  "user",
                  ColumnType.TEXT,
                  "The effective user it runs as: the name in /etc/passwd, or the number.",
                  "bind"),
              new Column("uid", ColumnType.INTEGER, "The effective user's number.", "105"),
              Column.ofProcessName("name", "The name it gives itself, up to 15 bytes.", "named"),
              new Column(
                  "executable", ColumnType.TEXT, "The path of its program.", "/usr/sbin/named"),
              new Column(
                  "executable_deleted",
                  ColumnType.BOOLEAN,
                  "Whether its program was removed or replaced since it was started.",
                  "false"),
              new Column(
                  "started",
                  ColumnType.INTEGER,
                  "When it was started, in seconds since 1970-01-01 UTC by the host's clock.",
                  "1795464154"),
              new Column(
                  "age",
                  ColumnType.DURATION,
                  "How long it has been running, in milliseconds.",
                  "86400000"),
              new Column(
                  "state",
                  ColumnType.TEXT,
                  "The letter of ps: R running, S sleeping, D waiting for a disk, T stopped, I idle.",
                  "S"),
              new Column(
                  "unit",
                  ColumnType.TEXT,
                  "The systemd unit it belongs to, if any.",
                  "named.service"),
              new Column(
                  "container",
                  ColumnType.TEXT,
                  "The engine and the short number of the container it runs in, if any.",
                  "docker:3f2a9b0c11d2"),
              new Column(
                  "command",
                  ColumnType.TEXT,
                  "The first 1,024 bytes of its command line; what looks like a secret is shown as ***.",
                  "/usr/sbin/named -f -u bind")));

  private static final TableDefinition DEFINITION =
      new TableDefinition(
          "processes",
          "The processes of the host.",
          COLUMNS,
          List.of(NamedProcesses.PARAMETER),
          List.of("name", "user", "executable"),
          "{name} (pid {pid})");

  @Override
  public TableDefinition definition() {
    return DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return NamedProcesses.of(question)
        .sections(ProcessTable.LOOK.section(), CommandLines.LOOK.section());
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript
                .read(CommandLines.LOOK)
                .then(commands ->
                    answer(processes, commands, NamedProcesses.of(question), transcript.budget())));
  }

  private static Answer answer(
      ProcessTable processes, CommandLines commands, NamedProcesses wanted, Budget budget) {
    Set<Long> ours = processes.ours();
    List<Row> rows = new ArrayList<>();
    int readable = 0;
    Optional<RunningProcess> other = Optional.empty();
    for (RunningProcess process : processes.processes().values()) {
      budget.step();
      if (ours.contains(process.pid()) || process.hasEnded()) {
        continue;
      }
      if (wanted.have(process)) {
        rows.add(budget.row(row(processes, process, commands)));
        readable += process.executable().isPresent() ? 1 : 0;
      } else {
        other = Optional.of(process);
      }
    }
    Coverage coverage = new Coverage(readable, rows.size(), "processes");
    // One row for all processes of other names, so that the table is not empty where the host has
    // some.
    other.ifPresent(process -> rows.add(budget.row(row(processes, process, commands))));
    return new Answer.Observed(rows, Optional.of(coverage), processes.gap());
  }

  private static Row row(ProcessTable processes, RunningProcess process, CommandLines commands) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(process.pid()));
    cells.put("ppid", Cell.integer(process.ppid()));
    cells.put("user", Cells.text(process.user()));
    cells.put("uid", Cells.text(process.uid()));
    cells.put("name", Cells.text(process.name()));
    cells.put("executable", process.executableCell());
    cells.put(
        "executable_deleted",
        process.executableDeleted().map(Cell::bool).orElse(Cell.unread("Permission denied")));
    cells.put("started", started(processes, process));
    cells.put("age", Cell.integer(processes.ageMillis(process)));
    cells.put("state", Cells.text(process.state()));
    cells.put("unit", Cells.text(process.controlGroup().unit()));
    cells.put("container", Cells.text(process.controlGroup().container()));
    cells.put(
        "command",
        commands
            .arguments(process.pid())
            .map(SecretMask::masked)
            .map(Cell::text)
            .orElse(Cell.unread("it could not be read")));
    return Row.of(COLUMNS, cells);
  }

  private static Cell started(ProcessTable processes, RunningProcess process) {
    return processes.booted() < 0
        ? Cell.unread("the host did not tell when it was booted")
        : Cell.integer(processes.booted() + process.startMillis() / 1000);
  }
}
