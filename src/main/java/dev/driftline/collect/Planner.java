package dev.driftline.collect;

import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Probe;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Makes plans. Equal questions get the same plan, because most hosts of a fleet are asked the same.
///
/// It remembers the 64 plans that were used last. Safe to call from any thread.
public final class Planner {

  private static final int REMEMBERED = 64;

  private final Map<String, Probe> probes;
  private final LinkedHashMap<Set<Question>, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);

  /// Plans with these probes.
  ///
  /// @param probes by name
  public Planner(Map<String, Probe> probes) {
    this.probes = Map.copyOf(probes);
  }

  public synchronized Plan plan(Collection<Question> questions) {
    Set<Question> asked = Set.copyOf(questions);
    Plan plan = plans.computeIfAbsent(asked, all -> new Plan(all, probes));
    if (plans.size() > REMEMBERED) {
      plans.pollFirstEntry();
    }
    return plan;
  }
}
