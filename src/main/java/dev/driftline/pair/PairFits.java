package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.Client;
import dev.driftline.product.Products;
import dev.driftline.product.Server;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.Compatibility;
import dev.driftline.product.compat.Compatible;
import dev.driftline.product.compat.Judgement;
import dev.driftline.product.compat.Party;
import dev.driftline.product.compat.Rule;
import dev.driftline.product.compat.Situation;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks a product's table whether the two ends of each pair fit.
///
/// A pair with several faults becomes several rows: each is about one rule, so that a finding and a waiver are about
/// one rule, too. For use on one thread.
public final class PairFits {

  /// A client that runs for so long is logged in. A server ends a login that fails at once, or after a time limit.
  private static final long ESTABLISHED_MILLIS = 60_000;

  private static final List<String> OF_A_RULE =
      List.of(
          PairTable.RULE,
          PairTable.TOPIC,
          PairTable.CODE,
          PairTable.SEES,
          PairTable.ACTION,
          PairTable.SOURCE);

  /// The columns that a table fills.
  public static final List<String> COLUMNS =
      Stream.concat(Stream.of(PairTable.COMPATIBLE), OF_A_RULE.stream()).toList();

  private final CompatTable table;
  private final Products products;
  private final Map<Situation, Judgement> known = new HashMap<>();

  /// @param products the known ones, of which the two ends may be
  public PairFits(CompatTable table, Products products) {
    this.table = table;
    this.products = products;
  }

  /// What asks the table of the pair's product; empty if there is none.
  public static Optional<PairFits> of(Subject.Pair pair) {
    return pair.product()
        .flatMap(pair.knowledge()::table)
        .map(table -> new PairFits(table, pair.products()));
  }

  /// What the table says of a pair as it is.
  public Judgement judgement(Row pair) {
    return known.computeIfAbsent(situation(pair), situation -> Compatibility.now(table, situation));
  }

  /// A pair's row as the table sees it.
  public Situation situation(Row pair) {
    return new Situation(client(pair), server(pair), Map.of(), isEstablished(pair));
  }

  /// The rows of a pair, with what the table says: one for each fault, or one for none.
  public List<Row> rows(Row pair) {
    Judgement judgement = judgement(pair);
    List<Row> rows = new ArrayList<>();
    for (Rule rule : judgement.faults()) {
      if (rule.holds()) {
        rows.add(with(pair, ofRule(rule)));
      }
    }
    if (rows.isEmpty() || judgement.undecided().isPresent()) {
      rows.add(with(pair, withoutRule(pair)));
    }
    return rows;
  }

  /// Why it cannot be told whether the two ends fit; empty if it can.
  public Optional<String> undecided(Row pair) {
    return judgement(pair).undecided().map(reason -> why(pair).orElse(reason));
  }

  private static Map<String, Cell> ofRule(Rule rule) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put(PairTable.COMPATIBLE, Cell.text(rule.compatible().word()));
    cells.put(PairTable.RULE, Cell.text(rule.id()));
    cells.put(PairTable.TOPIC, Cell.text(rule.row().topic()));
    cells.put(PairTable.CODE, given(rule.row().code()));
    cells.put(PairTable.SEES, given(rule.row().sees()));
    cells.put(PairTable.ACTION, given(rule.row().action()));
    cells.put(PairTable.SOURCE, given(rule.row().source()));
    return cells;
  }

  private static Cell given(String text) {
    return text.isEmpty() ? Cell.none() : Cell.text(text);
  }

  private Map<String, Cell> withoutRule(Row pair) {
    Map<String, Cell> cells = new HashMap<>();
    Optional<String> why = undecided(pair);
    Cell unread = Cell.unread(why.orElse(""));
    boolean ok = why.isEmpty();
    cells.put(PairTable.COMPATIBLE, ok ? Cell.text(Compatible.OK.word()) : unread);
    OF_A_RULE.forEach(column -> cells.put(column, ok ? Cell.none() : unread));
    return cells;
  }

  /// Why an end could not be looked at, which says more than that the table does not know it. Empty if both were read.
  public static Optional<String> unread(Row pair) {
    return why(pair);
  }

  private static Optional<String> why(Row pair) {
    return List.of("client.version", "client.library_version", "server.version", "server.product")
        .stream()
        .flatMap(column -> pair.cell(column).missing().stream())
        .findFirst();
  }

  private static Row with(Row pair, Map<String, Cell> cells) {
    List<Cell> all = new ArrayList<>(pair.cells());
    cells.forEach((column, cell) -> all.set(pair.columns().position(column), cell));
    return new Row(pair.columns(), all);
  }

  /// The client's process is as old as its connection, or older.
  private static boolean isEstablished(Row pair) {
    return pair.text(PairTable.CLIENT_AGE)
        .filter(age -> Long.parseLong(age) >= ESTABLISHED_MILLIS)
        .isPresent();
  }

  private Party server(Row pair) {
    return pair.text("server.product")
        .flatMap(table::product)
        .map(product -> party(product, pair.text("server.version")))
        .orElse(Party.UNKNOWN);
  }

  private static Party party(TableProduct product, Optional<String> version) {
    return version
        .map(text -> Party.of(product, text))
        .orElseGet(() -> Party.ofUnknownVersion(product));
  }

  private Party client(Row pair) {
    return pair.text("client.library")
        .map(library -> products.client(pair.text("client.library_package"), library))
        .map(client -> client.map(known -> ofLibrary(known, pair)).orElse(Party.UNKNOWN))
        .orElseGet(() -> ofProgram(pair));
  }

  private Party ofLibrary(Client client, Row pair) {
    Optional<TableProduct> product = table.product(client.inTable());
    Optional<String> version = pair.text(PairTable.LIBRARY_VERSION);
    boolean series =
        pair.text("client.scheme")
            .flatMap(scheme -> products.withClient(client).flatMap(of -> of.librarySeries(scheme)))
            .isPresent();
    return product
        .map(known ->
            version
                .map(text -> series ? Party.ofSeries(known, text) : Party.of(known, text))
                .orElseGet(() -> Party.ofUnknownVersion(known)))
        .orElse(Party.UNKNOWN);
  }

  /// A program that has its client built in: by its own name, as a client program of a product, or as a server that is
  /// the client of another one.
  private Party ofProgram(Row pair) {
    String path = pair.text("client.program").orElse("");
    String name = path.substring(path.lastIndexOf('/') + 1);
    Optional<String> of = pair.text("client.package");
    return table
        .product(name)
        .filter(product -> product.role() == TableProduct.Role.PROGRAM)
        .or(() -> products.clientProgram(of, name).map(Client::inTable).flatMap(table::product))
        .or(() -> products.server(of, name).flatMap(Server::asClient).flatMap(table::product))
        .map(product -> party(product, pair.text("client.version")))
        .orElse(Party.UNKNOWN);
  }

  /// In words for people: `libmysqlclient 5.7.20`.
  static String words(Row pair, String side) {
    String name =
        side.equals("client")
            ? pair.text("client.library").or(() -> pair.text("client.process")).orElse("the client")
            : pair.text("server.product").orElse("the server");
    Optional<String> version =
        (side.equals("client") ? pair.text(PairTable.LIBRARY_VERSION) : Optional.<String>empty())
            .or(() -> pair.text(side + ".version"));
    return Escape.sentence(version.map(text -> name + " " + text).orElse(name));
  }
}
