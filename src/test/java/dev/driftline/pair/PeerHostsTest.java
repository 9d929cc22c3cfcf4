package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.PeerColumns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerHostsTest {

  private static final Columns SOCKETS = columns("pid", "peer", "peer_host");
  private static final AddressBook BOOK =
      new AddressBook.Builder()
          .location(PairFleet.location("app1", "10.0.0.7"))
          .location(PairFleet.location("db1", "10.0.0.9"))
          .location(PairFleet.location("db2", "2001:db8::9"))
          .location(PairFleet.location("db3", "2001:db8::9"))
          .claimed("10.0.0.66", "db3")
          .build(_ -> Map.of());

  private static final TableDefinition TABLE =
      table(SOCKETS).with(new PeerColumns("peer", "peer_host"));

  private static TableDefinition table(Columns columns) {
    return new TableDefinition("t", "A table.", columns, List.of(), List.of(), "");
  }

  private static Columns columns(String... names) {
    return new Columns(
        Stream.of(names).map(name -> new Column(name, ColumnType.TEXT, "It.", "x")).toList());
  }

  private static Row row(Cell peer) {
    return Row.of(
        SOCKETS, Map.of("pid", Cell.integer(7), "peer", peer, "peer_host", Cell.text("as it was")));
  }

  private static Cell peerHost(Cell peer) {
    List<Row> filled = PeerHosts.of("app1", BOOK).apply(TABLE, List.of(row(peer)));
    assertThat(filled).hasSize(1);
    assertThat(filled.getFirst().text("pid")).contains("7");
    assertThat(filled.getFirst().cell("peer")).isEqualTo(peer);
    return filled.getFirst().cell("peer_host");
  }

  @Test
  void aPeerOfTheInventoryHasItsName() {
    assertThat(peerHost(Cell.text("10.0.0.9:3306"))).isEqualTo(Cell.text("db1"));
    assertThat(peerHost(Cell.text("[::ffff:10.0.0.9]:3306"))).isEqualTo(Cell.text("db1"));
    assertThat(peerHost(Cell.text("10.0.0.9"))).isEqualTo(Cell.text("db1"));
    assertThat(peerHost(Cell.text("127.0.0.1:3306"))).isEqualTo(Cell.text("app1"));
  }

  @Test
  void aPeerOfWhichTheHostIsNotKnownIsUnread() {
    assertThat(peerHost(Cell.text("192.0.2.1:3306")))
        .isEqualTo(Cell.unread("192.0.2.1 is no address of a host of the inventory"));
    assertThat(peerHost(Cell.text("[2001:db8::9]:3306")))
        .isEqualTo(Cell.unread("2001:db8::9 is an address of db2 and db3"));
    assertThat(peerHost(Cell.text("10.0.0.66:3306")))
        .isEqualTo(
            Cell.unread(
                "db3 says that it has 10.0.0.66, which is no proof: give it the variable driftline_addresses if"
                    + " it is so"));
    assertThat(peerHost(Cell.text("")))
        .isEqualTo(Cell.unread("its peer is no address of a host of the inventory"));
  }

  @Test
  void aRowWithoutAPeerKeepsWhatItHad() {
    assertThat(peerHost(Cell.none())).isEqualTo(Cell.text("as it was"));
    assertThat(peerHost(Cell.unread("denied"))).isEqualTo(Cell.text("as it was"));
  }

  @Test
  void noPeerHasANameBeforeAllHostsWereConnectedTo() {
    Row open = row(Cell.text("10.0.0.9:3306"));
    assertThat(PeerHosts.isOpen(TABLE, open)).isTrue();
    assertThat(PeerHosts.isOpen(TABLE, row(Cell.none()))).isFalse();
    assertThat(PeerHosts.notYet(TABLE, List.of(open)).getFirst().cell("peer_host"))
        .isEqualTo(Cell.unread("the run was ended before its peer was named"));
  }

  @Test
  void tablesWithoutPeersStayWhatTheyAre() {
    TableDefinition table = table(SOCKETS);
    List<Row> rows = List.of(row(Cell.text("10.0.0.9:3306")));
    assertThat(PeerHosts.of("app1", BOOK).apply(table, rows)).isEqualTo(rows);
    assertThat(PeerHosts.notYet(table, rows)).isEqualTo(rows);
    assertThat(PeerHosts.isOpen(table, rows.getFirst())).isFalse();
    assertThat(PeerHosts.of("app1", BOOK).apply(TABLE, List.of())).isEmpty();
  }
}
