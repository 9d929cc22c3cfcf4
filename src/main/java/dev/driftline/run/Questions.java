package dev.driftline.run;

import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import dev.driftline.pair.PairPlan;
import dev.driftline.policy.Check;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What each host is asked: what its own checks need, a description of itself, and what the pairs of other hosts need
/// to know about it, since any host may be the server of another's connection.
public final class Questions {

  private static final Question DESCRIBE_YOURSELF = new Question("host");

  private final Assignment assignment;
  private final Set<Question> ofPairs = new LinkedHashSet<>();
  private final Map<List<Check>, Set<Question>> known = new HashMap<>();

  public Questions(Assignment assignment) {
    this.assignment = assignment;
    assignment.pairs().forEach(pair -> ofPairs.addAll(PairPlan.questions(pair)));
  }

  public Set<Question> of(Host host) {
    return known.computeIfAbsent(assignment.of(host.name()), this::of);
  }

  private Set<Question> of(List<Check> checks) {
    Set<Question> questions = new TreeSet<>(ofPairs);
    questions.add(DESCRIBE_YOURSELF);
    for (Check check : checks) {
      if (check.subject() instanceof Check.Subject.Rows(Question question)) {
        questions.add(question);
      }
    }
    return questions;
  }
}
