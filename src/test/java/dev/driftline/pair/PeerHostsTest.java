package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerHostsTest {

  private static final Columns SOCKETS = columns("pid", "peer", "peer_host");
  private static final AddressBook BOOK =
      new AddressBook.Builder().listed("10.0.0.9", "db1").listed("2001:db8::9", "db2").build();

  private static Columns columns(String... names) {
    return new Columns(
        Stream.of(names).map(name -> new Column(name, ColumnType.TEXT, "It.", "x")).toList());
  }

  private static Cell peerHost(Cell peer) {
    Row row =
        Row.of(
            SOCKETS,
            Map.of("pid", Cell.integer(7), "peer", peer, "peer_host", Cell.text("as it was")));
    List<Row> filled = PeerHosts.filled(List.of(row), "app1", BOOK);
    assertThat(filled).hasSize(1);
    assertThat(filled.getFirst().text("pid")).contains("7");
    assertThat(filled.getFirst().cell("peer")).isEqualTo(peer);
    return filled.getFirst().cell("peer_host");
  }

  @Test
  void aPeerOfTheInventoryHasItsName() {
    assertThat(peerHost(Cell.text("10.0.0.9:3306"))).isEqualTo(Cell.text("db1"));
    assertThat(peerHost(Cell.text("[2001:db8::9]:3306"))).isEqualTo(Cell.text("db2"));
    assertThat(peerHost(Cell.text("10.0.0.9"))).isEqualTo(Cell.text("db1"));
    assertThat(peerHost(Cell.text("127.0.0.1:3306"))).isEqualTo(Cell.text("app1"));
  }

  @Test
  void anotherPeerKeepsWhatItHad() {
    for (Cell peer :
        List.of(
            Cell.text("192.0.2.1:3306"),
            Cell.text(":3306"),
            Cell.text(""),
            Cell.none(),
            Cell.unread("denied"))) {
      assertThat(peerHost(peer)).isEqualTo(Cell.text("as it was"));
    }
  }

  @Test
  void aPeerMayBeAHostThatDidNotSayWhichAddressesItHas() {
    Row row = Row.of(SOCKETS, Map.of("peer", Cell.text("192.0.2.1:3306")));
    AddressBook book =
        new AddressBook.Builder().listed("10.0.0.9", "db1").build(Optional.of("db2"));

    assertThat(PeerHosts.filled(List.of(row), "app1", book).getFirst().cell("peer_host"))
        .isEqualTo(Cell.unread("db2 did not say which addresses it has, and may be the peer"));
  }

  @Test
  void tablesWithoutPeersStayWhatTheyAre() {
    for (Columns columns : List.of(columns("peer"), columns("peer_host"), columns("pid"))) {
      List<Row> rows = List.of(new Row(columns, List.of(Cell.text("10.0.0.9:3306"))));
      assertThat(PeerHosts.filled(rows, "app1", BOOK)).isEqualTo(rows);
    }
    assertThat(PeerHosts.filled(List.of(), "app1", BOOK)).isEmpty();
  }
}
