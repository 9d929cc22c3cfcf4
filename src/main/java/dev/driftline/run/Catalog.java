package dev.driftline.run;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.pair.PairTable;
import dev.driftline.probe.Probes;
import dev.driftline.probe.kit.Probe;
import java.util.LinkedHashMap;
import java.util.Map;

/// The tables that a policy can ask about: those of all probes, and the table of pairs.
public final class Catalog {

  private Catalog() {}

  /// All probes by name.
  public static Map<String, Probe> probes() {
    Map<String, Probe> probes = new LinkedHashMap<>();
    Probes.all().forEach(probe -> probes.put(probe.definition().name(), probe));
    return probes;
  }

  /// All tables by name.
  public static Map<String, TableDefinition> tables() {
    Map<String, TableDefinition> tables = new LinkedHashMap<>();
    probes().forEach((name, probe) -> tables.put(name, probe.definition()));
    TableDefinition pairs = PairTable.definition();
    tables.put(pairs.name(), pairs);
    return tables;
  }
}
