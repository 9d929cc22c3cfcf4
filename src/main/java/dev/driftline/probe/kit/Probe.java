package dev.driftline.probe.kit;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One kind of question that can be put to a host: shell sections, and a pure reader. For example, `fds` asks for the
/// descriptors of processes.
///
/// A probe has no state, opens no connection and reads no clock. So [#read] can be tested with a recording, and run
/// again on an old one. It may be called from any thread.
public interface Probe {

  /// The name of the table, its columns and parameters, and how its rows are told.
  TableDefinition definition();

  /// The sections that the host must run to answer `question`, in order. If several questions have equal sections, the
  /// host runs them once.
  List<Section> sections(Question question);

  /// Reads the host's output. Odd output throws no exception: it is [Answer.Unknown]. The reader tells the transcript's
  /// budget of its steps and rows.
  ///
  /// @throws dev.driftline.model.budget.LimitReached from the budget, and the reader must not catch it
  Answer read(Question question, Transcript transcript);

  /// The questions that together ask for all that the probe can tell, for facts that are stored before anybody knows
  /// the checks. Empty if it can tell nothing without a parameter, such as a command.
  default List<Question> everything() {
    TableDefinition table = definition();
    if (table.parameters().stream().anyMatch(Parameter::required)) {
      return List.of();
    }
    Map<String, String> costly = new TreeMap<>();
    table.parameters().stream()
        .filter(parameter -> !parameter.columns().isEmpty())
        .forEach(parameter -> costly.put(parameter.name(), String.join(",", parameter.columns())));
    return List.of(new Question(table.name(), costly));
  }

  /// Whether an answer to `asked` can stand for an answer to `wanted`.
  default boolean covers(Question asked, Question wanted) {
    return Narrowing.covers(definition(), asked, wanted);
  }

  /// The answer to `wanted`, from the answer to a question that covers it. Rows that the check would leave out anyway
  /// may stay.
  default Answer narrowed(Answer.Observed answer, Question asked, Question wanted) {
    return answer;
  }
}
