package dev.driftline.pair.list;

import dev.driftline.model.FoundPair;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PairEnds;
import dev.driftline.pair.PairFits;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.compat.Judgement;
import dev.driftline.product.compat.Rule;
import dev.driftline.text.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The pairs of one host for the report: the connections of one client process, with one library, to one server are one
/// pair. What the checks said of them is added to it.
public final class PairList {

  /// A host has so many pairs in a report, and no more.
  private static final int MOST = 1_000;

  private static final int KEY_BYTES = 16;

  private static final String SEEN_BY = "server.seen_by";
  private static final String CLIENT_PORT = "client.port";

  /// What makes two connections one pair.
  private static final List<String> SAME =
      List.of(
          "client.host",
          "client.process",
          "client.pid",
          "client.library_path",
          "server.host",
          "server.address",
          "server.port");

  private static final List<String> KEY =
      List.of(
          "client.host",
          "client.process",
          "client.user",
          "client.library",
          "server.host",
          "server.address",
          "server.port");

  private final Subject.Pair pair;
  private final Optional<PairFits> fits;
  private final Map<List<String>, Entry> entries = new LinkedHashMap<>();

  /// Rows whose pair is known: many checks look at the same rows.
  private final IdentityHashMap<Row, Entry> known = new IdentityHashMap<>();

  /// What was noted of a pair.
  private record Entry(Row row, Set<String> ports, SortedMap<String, String> verdicts) {}

  public PairList(Subject.Pair pair, Optional<PairFits> fits) {
    this.pair = pair;
    this.fits = fits;
  }

  /// Adds a check's verdict of a row. The worst one of a pair's rows counts: drift, unknown, pass.
  public void add(Row row, String check, String verdict) {
    Entry entry = known.get(row);
    if (entry == null) {
      List<String> same = texts(row, SAME);
      entry = entries.get(same);
      if (entry == null) {
        if (entries.size() >= MOST) {
          return;
        }
        entry = new Entry(row, new HashSet<>(), new TreeMap<>());
        entries.put(same, entry);
      }
      entry.ports().add(String.valueOf(row.cell(CLIENT_PORT)));
      known.put(row, entry);
    }
    entry.verdicts().merge(check, verdict, PairList::worse);
  }

  private static final List<String> WORST_LAST = List.of("pass", "unknown", "drift");

  private static String worse(String a, String b) {
    return WORST_LAST.indexOf(a) >= WORST_LAST.indexOf(b) ? a : b;
  }

  public List<FoundPair> pairs() {
    Map<String, Integer> seen = new HashMap<>();
    List<FoundPair> pairs = new ArrayList<>();
    entries.values().forEach(entry -> pairs.add(found(entry, seen)));
    return pairs;
  }

  private FoundPair found(Entry entry, Map<String, Integer> seen) {
    Row row = entry.row();
    List<String> parts = new ArrayList<>(List.of(pair.server()));
    parts.addAll(texts(row, KEY));
    Fingerprint name = Fingerprint.of(parts);
    int number = seen.merge(name.hexadecimal(KEY_BYTES), 1, Integer::sum);
    return new FoundPair(
        name.and(Integer.toString(number)).hexadecimal(KEY_BYTES),
        pair.server(),
        entry.ports().size(),
        row.text(SEEN_BY).filter("installed"::equals).orElse("now"),
        fits.map(table -> state(table, row))
            .orElseGet(() -> PairState.unknown("there is no table of compatibility")),
        entry.verdicts(),
        PairEnds.client(row),
        PairEnds.server(row, row));
  }

  /// What is told of a pair as it is. A rule with an unknown condition is none.
  private static PairState state(PairFits table, Row row) {
    Judgement judgement = table.judgement(row);
    return new PairState(
        judgement.compatible().map(word -> Compatible.valueOf(word.name())),
        table.undecided(row),
        judgement.faults().stream().filter(Rule::holds).map(PairList::rule).toList());
  }

  private static PairRule rule(Rule rule) {
    return new PairRule(
        rule.id(),
        rule.row().topic(),
        Compatible.valueOf(rule.compatible().name()),
        PairRule.Weight.TOLD,
        rule.row().code(),
        rule.row().sees(),
        rule.row().action(),
        List.of(rule.row().source()),
        List.of());
  }

  private static List<String> texts(Row row, List<String> columns) {
    return columns.stream().map(column -> String.valueOf(row.cell(column))).toList();
  }
}
