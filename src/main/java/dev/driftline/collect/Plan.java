package dev.driftline.collect;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;

/// The questions for one host, the one script that answers them all, and the probes that read the answers.
///
/// If two questions need the same section, the section runs once. Questions with commands come last: a command may
/// hang, and the sections before it are kept. Otherwise the order is that of the questions, so equal questions make
/// equal scripts. Immutable.
public final class Plan {

  private final List<Question> questions;
  private final Map<String, Probe> probes;
  private final Map<Question, Answer> faults = new HashMap<>();
  private final Script script;

  /// Plans to ask `questions`.
  ///
  /// @param probes by name; a question about a probe that is not among them is answered as an internal fault
  public Plan(Collection<Question> questions, Map<String, Probe> probes) {
    this.questions = List.copyOf(new TreeSet<>(questions));
    this.probes = Map.copyOf(probes);
    SequencedSet<Section> sections = new LinkedHashSet<>();
    for (boolean last : new boolean[] {false, true}) {
      this.questions.stream()
          .filter(question -> isAskedLast(question) == last)
          .forEach(question -> add(question, sections));
    }
    this.script = new Script(List.copyOf(sections));
  }

  private void add(Question question, SequencedSet<Section> sections) {
    try {
      sections.addAll(probe(question).sections(question));
    } catch (RuntimeException | Error e) {
      faults.put(question, fault(question, e));
    }
  }

  private boolean isAskedLast(Question question) {
    Probe probe = probes.get(question.probe());
    return probe != null && probe.definition().has(Trait.ASKED_LAST);
  }

  private Probe probe(Question question) {
    Probe probe = probes.get(question.probe());
    if (probe == null) {
      throw new IllegalArgumentException("no probe named " + question.probe());
    }
    return probe;
  }

  public Script script() {
    return script;
  }

  /// Reads the output of a host. If a probe throws, or its answer costs too much, only its own question is unknown.
  ///
  /// @return one answer for each question
  public Map<Question, Answer> read(Transcript transcript) {
    Map<Question, Answer> answers = new HashMap<>(faults);
    for (Question question : questions) {
      if (!answers.containsKey(question)) {
        answers.put(question, read(question, transcript));
      }
    }
    return answers;
  }

  private Answer read(Question question, Transcript transcript) {
    Budget budget = transcript.budget();
    Budget.Mark before = budget.mark();
    try {
      return probe(question).read(question, transcript);
    } catch (LimitReached e) {
      // the rows that were read so far are garbage, so the other questions may have their memory
      budget.forget(before);
      return new Answer.Unknown(e.reason(), e.why(), "");
    } catch (RuntimeException | Error e) {
      return fault(question, e);
    }
  }

  private static Answer fault(Question question, Throwable thrown) {
    return new Answer.Unknown(
        Reason.INTERNAL,
        "a fault in driftline's probe %s: %s"
            .formatted(question.probe(), LostHost.shortened(thrown.toString())),
        "");
  }
}
