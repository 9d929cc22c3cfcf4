package dev.driftline.probe.kit;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import java.util.List;

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
}
