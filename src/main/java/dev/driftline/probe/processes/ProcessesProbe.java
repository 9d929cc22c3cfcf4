package dev.driftline.probe.processes;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.process.CommandCell;
import dev.driftline.probe.kit.process.CommandLines;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.ProcessTable;
import dev.driftline.probe.kit.process.RunningProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes of a host. Kernel threads, ended processes and our own session are not among them. Sources:
/// `/proc/PID/stat`, `exe`, `cgroup` and `cmdline` (proc(5)).
public final class ProcessesProbe implements Probe {

  @Override
  public TableDefinition definition() {
    return ProcessesTable.DEFINITION;
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
    // One row stands for all processes of other names, so "no row" means that the host has no
    // process at all. This row is not counted in the coverage.
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
    cells.put("started", processes.started(process));
    cells.put("age", Cell.integer(processes.ageMillis(process)));
    cells.put("state", Cells.text(process.state()));
    cells.put("unit", Cells.text(process.controlGroup().unit()));
    cells.put("container", Cells.text(process.controlGroup().container()));
    cells.put(
        "command",
        commands
            .of(process.pid())
            .map(CommandCell::of)
            .orElse(Cell.unread("it could not be read")));
    return Row.of(ProcessesTable.COLUMNS, cells);
  }
}
