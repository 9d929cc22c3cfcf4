package dev.driftline.run.facts;

import dev.driftline.model.table.Question;
import dev.driftline.pair.PairPlan;
import dev.driftline.probe.kit.Probe;
import dev.driftline.run.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The questions of a run without policies: every probe without narrowing, and the pairs of every known product. What
/// needs a parameter, such as a command, is not among them.
public final class Everything {

  private Everything() {}

  public static Set<Question> questions() {
    Set<Question> questions = new TreeSet<>();
    for (Probe probe : Catalog.probes().values()) {
      questions.addAll(probe.everything());
    }
    questions.addAll(PairPlan.everything());
    return questions;
  }

  /// The columns of every table that a host can answer about, for the header of the file.
  public static Map<String, List<String>> tables() {
    Map<String, List<String>> tables = new TreeMap<>();
    Catalog.probes()
        .forEach((name, probe) -> tables.put(name, probe.definition().columns().names()));
    return tables;
  }
}
