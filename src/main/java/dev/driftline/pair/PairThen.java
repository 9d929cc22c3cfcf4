package dev.driftline.pair;

import dev.driftline.model.gate.PairRule;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.product.Products;
import dev.driftline.product.SeriesCounting;
import dev.driftline.product.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The row of a pair after one of its ends was upgraded and restarted.
public final class PairThen {

  private PairThen() {}

  /// The same pair with another server.
  ///
  /// @param version of the server's package
  public static Row withServer(Products products, Row pair, Cell version) {
    Optional<SeriesCounting> counting =
        products
            .server(pair.text("server.package"), PairCells.fileName(path(pair, "server.program")))
            .map(Server::counting);
    return with(pair, "server", "program_deleted", version, counting);
  }

  /// The same pair with another client library, or another program if that is the client.
  ///
  /// @param version of the client's package
  public static Row withClient(Products products, Row pair, Cell version) {
    Row then =
        with(pair, "client", "library_deleted", version, PairCells.clientCounting(products, pair));
    return pair.cell("client.library") instanceof Cell.None
        ? then
        : set(then, PairTable.LIBRARY_VERSION, PairCells.libraryVersion(products, then));
  }

  /// The row with whole versions in place of those of which only the revision is not known: a table does not look at
  /// it.
  public static Row closed(Row pair) {
    Row closed = pair;
    for (String column : List.of("client.version", "server.version")) {
      if (pair.cell(column) instanceof Cell.Cut(String beginning, _)) {
        closed = set(closed, column, Cell.text(beginning.replaceFirst("-r?$", "")));
      }
    }
    return closed;
  }

  /// The pair with a rule that will hold, as a check has it in a row.
  public static Row withRule(Row pair, PairRule rule) {
    Map<String, String> texts =
        Map.of(
            PairTable.COMPATIBLE, rule.verdict().word(),
            PairTable.RULE, rule.id(),
            PairTable.TOPIC, rule.topic(),
            PairTable.CODE, rule.code(),
            PairTable.SEES, rule.sees(),
            PairTable.ACTION, rule.what(),
            PairTable.SOURCE, String.join("; ", rule.sources()));
    Row with = pair;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Cell cell = text.getValue().isEmpty() ? Cell.none() : Cell.text(text.getValue());
      with = set(with, text.getKey(), cell);
    }
    return with;
  }

  /// The pair of which nothing can be told.
  public static Row undecided(Row pair, String why) {
    Row with = pair;
    for (String column : PairFits.COLUMNS) {
      with = set(with, column, Cell.unread(why));
    }
    return with;
  }

  private static Row set(Row pair, String column, Cell cell) {
    List<Cell> cells = new ArrayList<>(pair.cells());
    cells.set(pair.columns().position(column), cell);
    return new Row(pair.columns(), cells);
  }

  /// The pair of the client of one row and the server of another: a client of a proxy, as if it were connected to the
  /// server itself.
  public static Row straight(Row client, Row server) {
    Columns columns = client.columns();
    List<Cell> cells = new ArrayList<>(client.cells());
    for (Column column : columns.list()) {
      if (column.name().startsWith("server.")) {
        cells.set(columns.position(column.name()), server.cell(column.name()));
      }
    }
    return new Row(columns, cells);
  }

  private static String path(Row pair, String column) {
    return pair.text(column).orElse("");
  }

  private static Row with(
      Row pair, String side, String deleted, Cell version, Optional<SeriesCounting> counting) {
    Columns columns = pair.columns();
    List<Cell> cells = new ArrayList<>(pair.cells());
    cells.set(columns.position(side + ".version"), version);
    cells.set(columns.position(side + "." + deleted), Cell.bool(false));
    counting.ifPresent(
        known -> cells.set(columns.position(side + ".series"), PairCells.series(known, version)));
    return new Row(columns, cells);
  }
}
