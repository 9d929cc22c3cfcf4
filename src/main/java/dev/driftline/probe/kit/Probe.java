package dev.driftline.probe.kit;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import java.util.List;

/// One kind of question that can be put to a host: shell sections and a pure reader.
///
/// A probe has no state, opens no connection and reads no clock, so [#read] can be tested with a
/// recording and run again on an old one.
public interface Probe {

  /// Its name, columns and parameters.
  TableDefinition definition();

  /// The sections the host must run to answer `question`, in order. Equal sections are run once for
  /// all questions of a host.
  List<Section> sections(Question question);

  /// Reads what the host said. Never throws on odd input: odd input is [Answer.Unknown]. Tells the transcript's budget
  /// of its steps and rows.
  ///
  /// @throws dev.driftline.model.budget.LimitReached by the budget alone, and not caught here
  Answer read(Question question, Transcript transcript);
}
