package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Fills the column `peer_host` of rows that have a `peer`: no host can know it of itself.
///
/// A peer that is no host's of the inventory as far as is known is unread, and not nothing: a host may have more
/// addresses than anybody but itself can tell.
public final class PeerHosts {

  /// The column that is filled.
  public static final String COLUMN = "peer_host";

  private static final String PEER = "peer";

  /// Before it is known which host is where. No matcher calls these rows right or wrong.
  public static final UnaryOperator<List<Row>> NOT_YET =
      rows -> filled(rows, _ -> Cell.unread("the run was ended before its peer was named"));

  private PeerHosts() {}

  /// Whether rows with these columns have peers.
  public static boolean concern(Columns columns) {
    return columns.has(COLUMN) && columns.has(PEER);
  }

  /// Whether the row has a peer whose host is to be told.
  public static boolean isOpen(Row row) {
    return concern(row.columns()) && row.text(PEER).isPresent();
  }

  /// The same rows, with the hosts of their peers as `host` sees them.
  public static UnaryOperator<List<Row>> of(String host, AddressBook book) {
    Map<String, Cell> names = new HashMap<>();
    return rows ->
        filled(rows, peer -> names.computeIfAbsent(address(peer), a -> name(book.owner(a, host))));
  }

  private static Cell name(Owner owner) {
    return switch (owner) {
      case Owner.Of(String host, _) -> Cell.text(host);
      case Owner.OneOf(_, String why) -> Cell.unread(why);
      case Owner.Nobody(String why) -> Cell.unread(why);
    };
  }

  private static List<Row> filled(List<Row> rows, Function<String, Cell> named) {
    return rows.isEmpty() || !concern(rows.getFirst().columns())
        ? rows
        : rows.stream()
            .map(row -> row.text(PEER).map(peer -> filled(row, named.apply(peer))).orElse(row))
            .toList();
  }

  private static Row filled(Row row, Cell name) {
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().position(COLUMN), name);
    return new Row(row.columns(), cells);
  }

  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }
}
