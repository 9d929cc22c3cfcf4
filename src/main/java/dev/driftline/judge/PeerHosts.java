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

  static Row filled(Row row, String host, AddressBook book) {
    Columns columns = row.columns();
    if (columns.find(PEER_HOST).isEmpty() || columns.find(PEER).isEmpty()) {
      return row;
    }
    if (!(row.cell(PEER) instanceof Cell.Text)) {
      return row;
    }
    Optional<String> name =
        row.text(PEER).map(PeerHosts::address).flatMap(address -> book.host(address, host));
    if (name.isEmpty()) {
      return row;
    }
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(columns.position(PEER_HOST), Cell.text(name.get()));
    return new Row(columns, cells);
  }

  private static String address(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon < 0 ? peer : peer.substring(0, colon);
  }
}
