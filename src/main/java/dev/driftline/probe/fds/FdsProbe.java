package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.OtherDescriptors;
import dev.driftline.probe.kit.process.ProcessTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The descriptors of every process. Only 0, 1 and 2 are looked at, unless a check names others: then all are.
///
/// Each of 0, 1 and 2 has a row, even if it is closed. Kernel threads, ended processes and our own session have no
/// rows. A descriptor that could not be looked at has an unread `kind`, so no matcher can call it right or wrong.
///
/// A descriptor that looks odd is looked at twice, some milliseconds apart. Only the second look counts, and only if
/// the pid is still the same process. Sources: `/proc/PID/fd` and `/proc/PID/fdinfo` (proc(5)).
public final class FdsProbe implements Probe {

  private static final Set<String> STANDARD = Set.of("0", "1", "2");

  @Override
  public TableDefinition definition() {
    return FdsTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    List<String> parts =
        asksForEnds(question)
            ? List.of(NamedProcesses.DESCRIPTORS, NamedProcesses.ENDS)
            : List.of(NamedProcesses.DESCRIPTORS);
    NamedProcesses wanted = NamedProcesses.of(question);
    return isStandard(question)
        ? wanted.sections(parts, ProcessTable.LOOK.section())
        : wanted.sections(parts, ProcessTable.LOOK.section(), OtherDescriptors.LOOK.section());
  }

  /// Whether a check names a column about the other end of a descriptor.
  private static boolean asksForEnds(Question question) {
    return List.of(question.parameter("columns").split(",", -1)).stream()
        .anyMatch(column -> column.startsWith("other_"));
  }

  /// Whether no other descriptors than 0, 1 and 2 are wanted.
  private static boolean isStandard(Question question) {
    String wanted = question.parameter("descriptors");
    return !wanted.isEmpty() && STANDARD.containsAll(List.of(wanted.split(",", -1)));
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            isStandard(question)
                ? answer(processes, Optional.empty(), question, transcript.budget())
                : transcript
                    .readOnce(OtherDescriptors.LOOK)
                    .then(others ->
                        answer(processes, Optional.of(others), question, transcript.budget())));
  }

  private static Answer answer(
      ProcessTable processes, Optional<DescriptorTable> others, Question question, Budget budget) {
    FdsRows rows = new FdsRows(processes, others, NamedProcesses.of(question), budget);
    List<Row> all = rows.all();
    Coverage coverage = new Coverage(rows.readable(), rows.total(), "processes");
    return new Answer.Observed(all, Optional.of(coverage), gap(processes, others));
  }

  private static Optional<String> gap(ProcessTable processes, Optional<DescriptorTable> others) {
    return processes
        .gap()
        .or(() ->
            others
                .flatMap(table -> table.complaints().stream().findFirst())
                .map("the host said: %s"::formatted));
  }
}
