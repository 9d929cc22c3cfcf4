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
import dev.driftline.probe.kit.process.CommandLines;
import dev.driftline.probe.kit.process.DescriptorTable;
import dev.driftline.probe.kit.process.NamedProcesses;
import dev.driftline.probe.kit.process.OtherDescriptors;
import dev.driftline.probe.kit.process.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    boolean ends = names(question, FdsTable.OTHER_END) || names(question, FdsTable.OTHER_PROCESS);
    List<String> parts =
        ends
            ? List.of(NamedProcesses.DESCRIPTORS, NamedProcesses.ENDS)
            : List.of(NamedProcesses.DESCRIPTORS);
    List<Section> looks = new ArrayList<>(List.of(ProcessTable.LOOK.section()));
    if (!isStandard(question)) {
      looks.add(OtherDescriptors.LOOK.section());
    }
    if (names(question, FdsTable.COMMAND)) {
      looks.add(CommandLines.LOOK.section());
    }
    return NamedProcesses.of(question).sections(parts, looks.toArray(Section[]::new));
  }

  /// Whether a check names a costly column.
  private static boolean names(Question question, String column) {
    return List.of(question.parameter(FdsTable.COSTLY).split(",", -1)).contains(column);
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
            optional(!isStandard(question), OtherDescriptors.LOOK, transcript)
                .then(others ->
                    optional(names(question, FdsTable.COMMAND), CommandLines.LOOK, transcript)
                        .then(commands ->
                            answer(processes, others, commands, question, transcript.budget()))));
  }

  /// A look that is read only if it was asked for.
  private static <T> Look.Result<Optional<T>> optional(
      boolean asked, Look<T> look, Transcript transcript) {
    if (!asked) {
      return new Look.Result.Seen<>(Optional.empty());
    }
    return switch (transcript.readOnce(look)) {
      case Look.Result.Seen<T>(T table) -> new Look.Result.Seen<>(Optional.of(table));
      case Look.Result.Failed<T>(Answer.Unknown answer) -> new Look.Result.Failed<>(answer);
    };
  }

  private static Answer answer(
      ProcessTable processes,
      Optional<DescriptorTable> others,
      Optional<CommandLines> commands,
      Question question,
      Budget budget) {
    FdsRows rows = new FdsRows(processes, others, commands, NamedProcesses.of(question), budget);
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

  /// 0, 1 and 2 are asked for on their own, too: most checks are about them, and the descriptors above may be many.
  @Override
  public List<Question> everything() {
    return Stream.concat(
            Probe.super.everything().stream(),
            Stream.of(new Question(definition().name(), Map.of("descriptors", "0,1,2"))))
        .toList();
  }

  /// Where only 0, 1 and 2 are wanted, a row that stands for all descriptors above them goes, too.
  @Override
  public Answer narrowed(Answer.Observed answer, Question asked, Question wanted) {
    if (!isStandard(wanted) || isStandard(asked)) {
      return answer;
    }
    boolean everyProcess = NamedProcesses.of(asked).areAll();
    return new Answer.Observed(
        answer.rows().stream().filter(row -> isStandard(row, everyProcess)).toList(),
        answer.coverage(),
        answer.gap());
  }

  private static boolean isStandard(Row row, boolean everyProcess) {
    return row.text("fd").map(STANDARD::contains).orElse(!everyProcess);
  }
}
