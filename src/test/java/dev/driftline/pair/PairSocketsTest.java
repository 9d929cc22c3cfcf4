package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.pair.PairSockets.ServerEnd;
import dev.driftline.probe.sockets.SocketsProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairSocketsTest {

  private static final Row CLIENT = socket("established", "10.0.0.7:48122", "10.0.0.9:3306", 7);

  /// `pid` 0 is nobody.
  private static Row socket(String state, String local, String peer, int pid) {
    return socket("tcp", state, local, peer, pid == 0 ? Cell.none() : Cell.integer(pid));
  }

  private static Row socket(String protocol, String state, String local, String peer, Cell pid) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("protocol", Cell.text(protocol));
    cells.put("state", Cell.text(state));
    cells.put("local", Cell.text(local));
    cells.put("local_port", Cell.text(local.substring(local.lastIndexOf(':') + 1)));
    if (!peer.isEmpty()) {
      cells.put("peer", Cell.text(peer));
      cells.put("peer_port", Cell.text(peer.substring(peer.lastIndexOf(':') + 1)));
    }
    cells.put("pid", pid);
    cells.put("executable", Cell.text("/usr/sbin/mariadbd"));
    return Row.of(new SocketsProbe().definition().columns(), cells);
  }

  private static PairSockets of(Row... rows) {
    return PairSockets.of(List.of(3306), List.of(rows));
  }

  @Test
  void onlyTcpSocketsOfThePortConcernIt() {
    Row six = socket("tcp6", "established", "[::1]:1", "[::1]:3306", Cell.integer(7));
    Row datagram = socket("udp", "established", "10.0.0.7:1", "10.0.0.9:3306", Cell.integer(7));
    Row other = socket("established", "10.0.0.7:48122", "10.0.0.9:3307", 7);
    Row hidden = Row.of(CLIENT.columns(), Map.of("protocol", Cell.unread("garbled")));
    Row none = Row.of(CLIENT.columns(), Map.of("peer_port", Cell.text("3306")));

    assertThat(of(CLIENT, six, datagram, other, none, hidden).rows()).containsExactly(CLIENT, six);
    assertThat(PairSockets.unread(List.of(CLIENT, datagram, none))).isEmpty();
    assertThat(PairSockets.unread(List.of(CLIENT, hidden)))
        .contains("protocol of a socket could not be read: garbled");
  }

  @Test
  void whatADatagramSocketsColumnsHideIsNotThePairs() {
    Row datagram =
        Row.of(
            CLIENT.columns(),
            Map.of("protocol", Cell.text("udp"), "state", Cell.unread("garbled")));
    assertThat(PairSockets.unread(List.of(datagram))).isEmpty();
  }

  /// Whoever connects to a host from the port makes none of its processes a client.
  @Test
  void aConnectionThatTheHostAcceptedHasNoClientHere() {
    Row login = socket("established", "10.0.0.7:22", "10.0.0.9:3306", 7);
    Row both = socket("established", "10.0.0.7:3306", "10.0.0.9:3306", 7);
    assertThat(of(login, both).clients()).containsExactly(login, both);
    assertThat(of(accepted("true", login), accepted("true", both)).clients()).isEmpty();
    assertThat(of(accepted("false", login)).clients()).hasSize(1);
    assertThat(of(accepted("true", login)).rows()).as("it may be a server's end").hasSize(1);
  }

  private static Row accepted(String truth, Row row) {
    List<Cell> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().position("accepted"), Cell.text(truth));
    return new Row(row.columns(), cells);
  }

  @Test
  void theMirroringSocketIsTheServers() {
    Row mirror = socket("established", "10.0.0.9:3306", "10.0.0.7:48122", 9);
    Row ofAnotherClient = socket("established", "10.0.0.9:3306", "10.0.0.8:48122", 8);
    Row ofAnotherServer = socket("established", "10.0.0.99:3306", "10.0.0.7:48122", 8);
    Row listener = socket("listen", "10.0.0.9:3306", "10.0.0.7:48122", 8);
    assertThat(of(ofAnotherClient, ofAnotherServer, listener, mirror).server(CLIENT))
        .isEqualTo(new ServerEnd.Connection(mirror));
  }

  @Test
  void twoProgramsThatHoldTheServersEndAreNotChosenFrom() {
    Row one = socket("established", "10.0.0.9:3306", "10.0.0.7:48122", 9);
    Map<String, Cell> cells = new HashMap<>();
    one.columns().list().forEach(column -> cells.put(column.name(), one.cell(column.name())));
    cells.put("pid", Cell.integer(10));
    assertThat(of(one, Row.of(one.columns(), cells)).server(CLIENT))
        .as("two processes of one program")
        .isEqualTo(new ServerEnd.Connection(one));
    cells.put("executable", Cell.text("/usr/bin/other"));
    assertThat(of(one, Row.of(one.columns(), cells)).server(CLIENT))
        .isEqualTo(new ServerEnd.Hidden("several programs hold the connection"));
  }

  @Test
  void aServersEndThatNoProcessHoldsIsHidden() {
    Row orphan = socket("established", "10.0.0.9:3306", "10.0.0.7:48122", 0);
    Row held = socket("established", "10.0.0.9:3306", "10.0.0.7:48122", 9);
    assertThat(of(orphan).server(CLIENT)).isEqualTo(new ServerEnd.Hidden("no process holds it"));
    assertThat(of(held, orphan).server(CLIENT))
        .isEqualTo(new ServerEnd.Hidden("no process holds it"));
  }

  @Test
  void aListenerThatNobodyOrAHiddenProcessHoldsIsNotTaken() {
    Row nobody = socket("listen", "0.0.0.0:3306", "", 0);
    Row hidden = socket("tcp", "listen", "[::]:3306", "", Cell.unread("not allowed"));
    Row held = socket("listen", "0.0.0.0:3306", "", 9);
    assertThat(of(nobody).server(CLIENT)).isEqualTo(new ServerEnd.Hidden("no process holds it"));
    assertThat(of(held, nobody).server(CLIENT))
        .isEqualTo(new ServerEnd.Hidden("no process holds it"));
    assertThat(of(held, hidden).server(CLIENT)).isEqualTo(new ServerEnd.Hidden("not allowed"));
    assertThat(of(held).server(CLIENT)).isEqualTo(new ServerEnd.OnlyListener(held));
  }

  /// Address translation may lead from any address to any other, but not to one that only this machine reaches.
  @Test
  void aListenerIsTakenIfItMayAcceptTheConnection() {
    Row loopback = socket("established", "127.0.0.1:48122", "127.0.0.1:3306", 7);
    Row onLoopback = socket("listen", "127.0.0.1:3306", "", 9);
    Row onOther = socket("listen", "172.17.0.2:3306", "", 9);
    Row everywhere = socket("listen", "*:3306", "", 9);
    Row nowhere = socket("listen", "nonsense", "", 9);
    assertThat(of(onLoopback).server(loopback)).isEqualTo(new ServerEnd.OnlyListener(onLoopback));
    assertThat(of(onOther).server(CLIENT)).isEqualTo(new ServerEnd.OnlyListener(onOther));
    assertThat(of(everywhere).server(loopback)).isEqualTo(new ServerEnd.OnlyListener(everywhere));
    String none = "neither its end of the connection nor a listener was seen";
    assertThat(of(onLoopback).server(CLIENT)).isEqualTo(new ServerEnd.Hidden(none));
    assertThat(of(onOther).server(loopback)).isEqualTo(new ServerEnd.Hidden(none));
    assertThat(of(nowhere).server(CLIENT)).isEqualTo(new ServerEnd.Hidden(none));
  }

  @Test
  void aListenerWithoutAnAddressIsNotTaken() {
    Map<String, Cell> cells =
        Map.of(
            "protocol", Cell.text("tcp"),
            "state", Cell.text("listen"),
            "local_port", Cell.text("3306"),
            "pid", Cell.integer(9));
    assertThat(of(Row.of(CLIENT.columns(), cells)).server(CLIENT))
        .isEqualTo(
            new ServerEnd.Hidden("neither its end of the connection nor a listener was seen"));
  }

  @Test
  void aListenerOfAnotherPortIsNone() {
    Row other = socket("listen", "0.0.0.0:48122", "10.0.0.9:3306", 8);
    Row right = socket("listen", "0.0.0.0:3306", "", 9);
    assertThat(of(other, right).server(CLIENT)).isEqualTo(new ServerEnd.OnlyListener(right));
  }
}
