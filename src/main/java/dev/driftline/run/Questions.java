package dev.driftline.run;

import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import dev.driftline.pair.PairPlan;
import dev.driftline.policy.Check;
import dev.driftline.probe.host.HostDescription;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The questions for each host. They come from three places: the checks of that host; the question that describes a
/// host, which every host is asked; and the pairs, because any host may be the server of another host's connection.
///
/// For example, a host without checks of its own is asked for its sockets if any check is about pairs.
public final class Questions {

  private final Assignment assignment;
  private final Set<Question> ofPairs = new LinkedHashSet<>();
  private final Map<List<Check>, Set<Question>> known = new HashMap<>();

  public Questions(Assignment assignment) {
    this.assignment = assignment;
    assignment.pairs().forEach(pair -> ofPairs.addAll(PairPlan.questions(pair)));
  }

  /// The questions for one host. Hosts with the same checks get the same set.
  public Set<Question> of(Host host) {
    return known.computeIfAbsent(assignment.of(host.name()), this::of);
  }

  private Set<Question> of(List<Check> checks) {
    Set<Question> questions = new TreeSet<>(ofPairs);
    questions.add(HostDescription.QUESTION);
    for (Check check : checks) {
      if (check.subject() instanceof Check.Subject.Rows(Question question)) {
        questions.add(question);
      }
    }
    return questions;
  }
}
