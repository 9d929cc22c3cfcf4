package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.PeerColumns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Fills the column for the host of a row's peer, if the table has one. Hosts cannot fill it themselves: they only know
/// the peer's address.
///
/// If the address belongs to no host of the inventory as far as is known, the cell is unread. "No value" would be
/// wrong, because a host may have more addresses than anybody else can tell.
public final class PeerHosts {

  private static final Cell NOT_NAMED = Cell.unread("the run was ended before its peer was named");

  private PeerHosts() {}

  /// Whether the row has a peer whose host must be found.
  public static boolean isOpen(TableDefinition table, Row row) {
    return table.peers().filter(peers -> row.text(peers.address()).isPresent()).isPresent();
  }

  /// The rows before the addresses of hosts are known. The cells are unread, so no matcher calls them right or wrong.
  public static List<Row> notYet(TableDefinition table, List<Row> rows) {
    return filled(table, rows, _ -> NOT_NAMED);
  }

  /// Fills rows with the hosts of their peers, as `host` sees them.
  public static BiFunction<TableDefinition, List<Row>, List<Row>> of(
      String host, AddressBook book) {
    Map<String, Cell> names = new HashMap<>();
    return (table, rows) ->
        filled(
            table,
            rows,
            peer -> names.computeIfAbsent(address(peer), a -> name(book.owner(a, host))));
  }

  private static Cell name(Owner owner) {
    return switch (owner) {
      case Owner.Of(String host, _) -> Cell.text(host);
      case Owner.OneOf(_, String why) -> Cell.unread(why);
      case Owner.Nobody(String why) -> Cell.unread(why);
    };
  }

  private static List<Row> filled(
      TableDefinition table, List<Row> rows, Function<String, Cell> named) {
    return table
        .peers()
        .map(peers -> rows.stream().map(row -> filled(row, peers, named)).toList())
        .orElse(rows);
  }

  private static Row filled(Row row, PeerColumns peers, Function<String, Cell> named) {
    return row.text(peers.address())
        .map(peer -> filled(row, peers.host(), named.apply(peer)))
        .orElse(row);
  }

  private static Row filled(Row row, String column, Cell name) {
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().position(column), name);
    return new Row(row.columns(), cells);
  }

  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }
}
