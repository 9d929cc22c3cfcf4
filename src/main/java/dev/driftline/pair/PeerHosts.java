package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills the column `peer_host` of rows that have a `peer`: no host can know it of itself.
public final class PeerHosts {

  private static final String PEER = "peer";
  private static final String PEER_HOST = "peer_host";

  private PeerHosts() {}

  /// The same rows, as far as they have no peer in the inventory. Whether a peer is there cannot be told while a host
  /// did not say which addresses it has.
  public static List<Row> filled(List<Row> rows, String host, AddressBook book) {
    if (rows.isEmpty()) {
      return rows;
    }
    Columns columns = rows.getFirst().columns();
    if (columns.find(PEER_HOST).isEmpty() || columns.find(PEER).isEmpty()) {
      return rows;
    }
    int peer = columns.position(PEER);
    return rows.stream()
        .map(row ->
            row.cells().get(peer) instanceof Cell.Text(String text)
                ? filled(row, name(address(text), host, book))
                : row)
        .toList();
  }

  private static Optional<Cell> name(String address, String host, AddressBook book) {
    return book.host(address, host)
        .map(Cell::text)
        .or(() ->
            book.untold()
                .map(other ->
                    Cell.unread(
                        "%s did not say which addresses it has, and may be the peer"
                            .formatted(other))));
  }

  private static Row filled(Row row, Optional<Cell> name) {
    if (name.isEmpty()) {
      return row;
    }
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().position(PEER_HOST), name.get());
    return new Row(row.columns(), cells);
  }

  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }
}
