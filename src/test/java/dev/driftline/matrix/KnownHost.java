package dev.driftline.matrix;

import dev.driftline.model.RunReport;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A host, and what is true of it: what it says when nothing is broken.
///
/// @param checks  by the shipped checks
/// @param answers to the questions of all parts
record KnownHost(FaultyHost host, RunReport checks, Map<Question, Answer> answers) {

  static KnownHost of(FaultyHost host) throws Exception {
    Map<Question, Answer> answers = new HashMap<>();
    for (Part part : Part.all()) {
      if (part.question().isPresent()) {
        answers.put(part.question().get(), host.ask(ToolFault.NONE, part.question().get()));
      }
    }
    return new KnownHost(host, host.check(ToolFault.NONE), answers);
  }

  /// What is untrue in what the host says while it has the fault.
  List<String> wrong(Part part, ToolFault fault) throws Exception {
    return part.question().isEmpty()
        ? Truth.wrong(checks, host.check(fault))
        : Truth.wrong(truth(part.question().get()), host.ask(fault, part.question().get()));
  }

  /// What is untrue or left open in what the host says while it has other tools.
  List<String> different(Part part, ToolFault other) throws Exception {
    return part.question().isEmpty()
        ? Truth.different(checks, host.check(other))
        : Truth.different(truth(part.question().get()), host.ask(other, part.question().get()));
  }

  /// The same for all parts.
  List<String> different(ToolFault other) throws Exception {
    List<String> different = new ArrayList<>();
    for (Part part : Part.all()) {
      different(part, other).forEach(why -> different.add(part + ": " + why));
    }
    return different;
  }

  /// The same host, whose shell is started by these words. The truth stays.
  KnownHost by(String... words) {
    return new KnownHost(host.by(words), checks, answers);
  }

  /// What is untrue in what an ordinary user is told under each limit.
  List<String> wrongUnderLimits(Part part) throws Exception {
    FaultyHost ordinary = host.asOrdinaryUser();
    List<String> wrong = new ArrayList<>();
    if (part.question().isEmpty()) {
      RunReport truth = ordinary.check(ToolFault.NONE);
      for (String limit : ToolFault.LIMITS) {
        // a program that a check runs fails under such a limit, and that is the truth of this
        // account
        Truth.wrong(truth, ordinary.check(ToolFault.limit(limit))).stream()
            .filter(why -> !why.startsWith(Checks.COMMAND))
            .forEach(why -> wrong.add(limit + ": " + why));
      }
      return wrong;
    }
    Answer truth = ordinary.ask(ToolFault.NONE, part.question().get());
    for (String limit : ToolFault.LIMITS) {
      Truth.wrong(truth, ordinary.ask(ToolFault.limit(limit), part.question().get()))
          .forEach(why -> wrong.add(limit + ": " + why));
    }
    return wrong;
  }

  /// How many times each program is called for the part.
  Map<String, Integer> calls(Part part) throws Exception {
    wrong(part, ToolFault.COUNTED);
    return host.calls();
  }

  private Answer truth(Question question) {
    return Objects.requireNonNull(answers.get(question));
  }
}
