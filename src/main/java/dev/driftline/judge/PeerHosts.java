package dev.driftline.judge;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills the column `peer_host` of rows that have a `peer`: no host can know it of itself.
final class PeerHosts {

  private static final String PEER = "peer";
  private static final String PEER_HOST = "peer_host";

  private PeerHosts() {}

  /// The same rows, as far as they have no peer in the inventory.
  static List<Row> filled(List<Row> rows, String host, AddressBook book) {
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
                ? filled(row, book.host(address(text), host))
                : row)
        .toList();
  }

  private static Row filled(Row row, Optional<String> name) {
    if (name.isEmpty()) {
      return row;
    }
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().position(PEER_HOST), Cell.text(name.get()));
    return new Row(row.columns(), cells);
  }

  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }
}
