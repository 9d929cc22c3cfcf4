package dev.driftline.model.gate;

import dev.driftline.model.FoundPair;
import dev.driftline.model.RunReport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How many pairs of a report are right as they are now, and how many are not.
public final class PairCounts {

  private static final String UNKNOWN = "unknown";

  private PairCounts() {}

  /// The number of pairs by word, from `ok` to `broken`, and then `unknown`: those of which nothing can be told. Each
  /// pair of the report counts once.
  public static Map<String, Integer> of(RunReport report) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Arrays.stream(Compatible.values()).forEach(word -> counts.put(word.word(), 0));
    counts.put(UNKNOWN, 0);
    states(report)
        .map(state -> state.compatible().map(Compatible::word).orElse(UNKNOWN))
        .forEach(word -> counts.merge(word, 1, Integer::sum));
    return counts;
  }

  private static Stream<PairState> states(RunReport report) {
    Optional<GateReport> gate = report.gate();
    return gate.isPresent()
        ? gate.get().pairs().stream().map(GatePair::now)
        : report.pairs().stream().map(FoundPair::now);
  }
}
