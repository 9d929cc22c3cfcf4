package dev.driftline.ssh.hostile;

import dev.driftline.collect.Plan;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two questions that every host of these tests is asked, and what it answered: as the program asks and reads,
/// through the frames, so that a cut answer cannot be told from a whole one by looking at the connection.
final class Inquiry {

  static final Plan PLAN =
      new Plan(
          List.of(new Question("first"), new Question("second")),
          Map.of("first", new Words("first"), "second", new Words("second")));

  private Inquiry() {}

  /// What was said on both streams in answer to the first or the second question: `out1err1`.
  static Optional<String> said(HostAnswers answers, String question) {
    return answers.answers().get(new Question(question)) instanceof Answer.Observed observed
        ? observed.rows().getFirst().text("said")
        : Optional.empty();
  }

  private record Words(String name) implements Probe {

    private static final Columns COLUMNS =
        new Columns(List.of(new Column("said", ColumnType.TEXT, "What was said.", "out1err1")));

    @Override
    public TableDefinition definition() {
      return new TableDefinition(name, "Words.", COLUMNS, List.of(), List.of(), "");
    }

    @Override
    public List<Section> sections(Question question) {
      return List.of(new Section(name, "echo word", Section.DEFAULT_MAX_BYTES));
    }

    @Override
    public Answer read(Question question, Transcript transcript) {
      return switch (transcript.capture(sections(question).getFirst())) {
        case Capture.Complete(String out, String err, int _) ->
            new Answer.Observed(
                List.of(Row.of(COLUMNS, Map.of("said", new Cell.Text(out + err)))),
                Optional.empty(),
                Optional.empty());
        case Capture.Cut(String _, String _, var reason, String why) ->
            new Answer.Unknown(reason, why, "");
        case Capture.Missing(var reason, String why) -> new Answer.Unknown(reason, why, "");
      };
    }
  }
}
