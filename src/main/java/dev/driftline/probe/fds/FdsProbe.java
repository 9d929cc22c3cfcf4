package dev.driftline.probe.fds;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
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
    return NamedProcesses.of(question)
        .sections(ProcessTable.LOOK.section(), look(question).section());
  }

  private static Look<DescriptorTable> look(Question question) {
    String wanted = question.parameter("descriptors");
    return !wanted.isEmpty() && STANDARD.containsAll(List.of(wanted.split(",", -1)))
        ? DescriptorTable.STANDARD
        : DescriptorTable.ALL;
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    return transcript
        .readOnce(ProcessTable.LOOK)
        .then(processes ->
            transcript
                .readOnce(look(question))
                .then(
                    descriptors -> answer(processes, descriptors, question, transcript.budget())));
  }

  private static Answer answer(
      ProcessTable processes, DescriptorTable descriptors, Question question, Budget budget) {
    boolean every = look(question).equals(DescriptorTable.ALL);
    FdsRows rows = new FdsRows(processes, descriptors, NamedProcesses.of(question), every, budget);
    List<Row> all = rows.all();
    Coverage coverage = new Coverage(rows.readable(), rows.total(), "processes");
    return new Answer.Observed(all, Optional.of(coverage), gap(processes, descriptors));
  }

  private static Optional<String> gap(ProcessTable processes, DescriptorTable descriptors) {
    return processes
        .gap()
        .or(() ->
            descriptors.complaints().stream().findFirst().map("the host said: %s"::formatted));
  }
}
