package dev.driftline.facts;

import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Chooses, for each question of a run, the stored question whose answer is used. Only one that asked for as much will
/// do. If several will, the narrowest is used: it is nearest to what the host would say to the question itself.
///
/// Safe to call from any thread.
final class Choice {

  private static final int REMEMBERED = 64;

  /// The questions of a run that one stored answer is for.
  record Uses(Probe probe, List<Question> wanted) {}

  private record Key(List<Question> stored, Set<Question> wanted) {}

  private final Map<String, Probe> probes;
  private final Map<Key, Map<Integer, Uses>> known = new ConcurrentHashMap<>();

  /// @param probes by name
  Choice(Map<String, Probe> probes) {
    this.probes = Map.copyOf(probes);
  }

  /// The stored answers that are needed, by their position in the line. The others are skipped.
  Map<Integer, Uses> of(List<Question> stored, Collection<Question> wanted) {
    Key key = new Key(List.copyOf(stored), Set.copyOf(wanted));
    Map<Integer, Uses> found = known.get(key);
    if (found == null) {
      found = chosen(key);
      // nearly all hosts of a file were asked the same; a file may also have been made to fill the
      // memory
      if (known.size() < REMEMBERED) {
        known.put(key, found);
      }
    }
    return found;
  }

  private Map<Integer, Uses> chosen(Key key) {
    Map<Integer, Uses> uses = new HashMap<>();
    for (Question wanted : key.wanted()) {
      Probe probe = probes.get(wanted.probe());
      if (probe != null) {
        narrowest(probe, key.stored(), wanted)
            .ifPresent(position ->
                uses.computeIfAbsent(position, _ -> new Uses(probe, new ArrayList<>()))
                    .wanted()
                    .add(wanted));
      }
    }
    return uses;
  }

  private static Optional<Integer> narrowest(Probe probe, List<Question> stored, Question wanted) {
    Optional<Integer> best = Optional.empty();
    for (int position = 0; position < stored.size(); position++) {
      Question asked = stored.get(position);
      boolean will = asked.probe().equals(wanted.probe()) && probe.covers(asked, wanted);
      if (asked.equals(wanted)) {
        return Optional.of(position);
      }
      if (will && best.map(stored::get).map(wider -> probe.covers(wider, asked)).orElse(true)) {
        best = Optional.of(position);
      }
    }
    return best;
  }
}
