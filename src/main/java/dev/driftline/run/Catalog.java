package dev.driftline.run;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.pair.PairTable;
import dev.driftline.probe.Probes;
import dev.driftline.probe.kit.Probe;
import java.util.LinkedHashMap;
import java.util.Map;

/// What policies can ask about: the tables of all probes, and the table of pairs.
public final class Catalog {

  /// Under which name policies know the table of pairs.
  static final String PAIR = "pair";

  private Catalog() {}

  public static Map<String, Probe> probes() {
    Map<String, Probe> probes = new LinkedHashMap<>();
    Probes.all().forEach(probe -> probes.put(probe.definition().name(), probe));
    return probes;
  }

  public static Map<String, TableDefinition> tables() {
    Map<String, TableDefinition> tables = new LinkedHashMap<>();
    probes().forEach((name, probe) -> tables.put(name, probe.definition()));
    tables.put(PAIR, PairTable.definition());
    return tables;
  }
}
