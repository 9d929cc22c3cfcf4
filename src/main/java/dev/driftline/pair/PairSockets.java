package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The TCP sockets of one host that concern one port: connections from and to it, and its listeners.
record PairSockets(int port, List<Row> rows) {

  private static final Set<String> PASSING =
      Set.of(
          "syn-sent",
          "syn-received",
          "fin-wait-1",
          "fin-wait-2",
          "time-wait",
          "last-ack",
          "closing",
          "closed");
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "*");

  /// What is known of the process at the other end of a connection.
  sealed interface ServerEnd {

    /// It holds the socket that mirrors the client's.
    record Connection(Row socket) implements ServerEnd {}

    /// The mirroring socket was not seen, as behind address translation, but one process alone listens on the port.
    record OnlyListener(Row socket) implements ServerEnd {}

    record Hidden(String why) implements ServerEnd {}
  }

  PairSockets {
    rows = List.copyOf(rows);
  }

  /// Those of a host's sockets that concern `port`.
  static PairSockets of(int port, List<Row> sockets) {
    String text = Integer.toString(port);
    return new PairSockets(
        port,
        sockets.stream()
            .filter(PairSockets::isTcp)
            .filter(
                row -> has(row, PairPlan.LOCAL_PORT, text) || has(row, PairPlan.PEER_PORT, text))
            .toList());
  }

  /// Why some of a host's sockets might be missing here: what they are could not be read.
  static Optional<String> unread(List<Row> sockets) {
    for (Row row : sockets) {
      for (String column :
          List.of(PairPlan.PROTOCOL, PairPlan.LOCAL_PORT, PairPlan.PEER_PORT, PairPlan.STATE)) {
        if (isTcp(row) && row.cell(column) instanceof Cell.Unread(String why)) {
          return Optional.of("%s of a socket could not be read: %s".formatted(column, why));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTcp(Row row) {
    return switch (row.cell(PairPlan.PROTOCOL)) {
      case Cell.Text(String protocol) -> protocol.startsWith("tcp");
      case Cell.Unread _ -> true;
      case Cell.None _ -> false;
    };
  }

  /// The connections that this host's processes have to the port, each once for every process that holds it. One that is
  /// only being opened or closed has no server process that speaks on it; the server's own ends are no clients.
  List<Row> clients() {
    List<Row> clients = new ArrayList<>();
    Set<List<Cell>> seen = new HashSet<>();
    for (Row row : rows) {
      boolean live = row.text(PairPlan.STATE).filter(PASSING::contains).isEmpty();
      if (live
          && has(row, PairPlan.PEER_PORT, Integer.toString(port))
          && !isServersEnd(row)
          && seen.add(
              List.of(row.cell(PairPlan.PID), row.cell(PairPlan.LOCAL), row.cell(PairPlan.PEER)))) {
        clients.add(row);
      }
    }
    return clients;
  }

  /// Whether a connection from the port to the same port of another host was accepted here: its process listens.
  private boolean isServersEnd(Row row) {
    return has(row, PairPlan.LOCAL_PORT, Integer.toString(port))
        && row.text(PairPlan.PID).isPresent()
        && listeners().stream().anyMatch(l -> l.cell(PairPlan.PID).equals(row.cell(PairPlan.PID)));
  }

  /// The other end of `client`, if it is on this host.
  ServerEnd server(Row client) {
    List<Row> mirrors =
        rows.stream()
            .filter(row -> !isListener(row))
            .filter(row -> same(row, PairPlan.PEER, client, PairPlan.LOCAL))
            .filter(row -> same(row, PairPlan.LOCAL, client, PairPlan.PEER))
            .toList();
    if (mirrors.isEmpty()) {
      return onlyListener(client);
    }
    if (mirrors.stream().anyMatch(row -> row.text(PairPlan.PID).isEmpty())) {
      return new ServerEnd.Hidden(why(mirrors));
    }
    return mirrors.stream().map(row -> row.cell(PairPlan.EXECUTABLE)).distinct().count() == 1
        ? new ServerEnd.Connection(mirrors.getFirst())
        : new ServerEnd.Hidden("several programs hold the connection");
  }

  private ServerEnd onlyListener(Row client) {
    List<Row> listeners = listeners().stream().filter(row -> mayAccept(row, client)).toList();
    if (listeners.isEmpty()) {
      return new ServerEnd.Hidden("neither its end of the connection nor a listener was seen");
    }
    if (listeners.stream().anyMatch(row -> row.text(PairPlan.PID).isEmpty())) {
      return new ServerEnd.Hidden(why(listeners));
    }
    long processes = listeners.stream().map(row -> row.cell(PairPlan.PID)).distinct().count();
    return processes == 1
        ? new ServerEnd.OnlyListener(listeners.getFirst())
        : new ServerEnd.Hidden(
            "its end of the connection was not seen, and %d processes listen".formatted(processes));
  }

  /// What listens on a loopback address alone takes no connection to another address, translated or not.
  private static boolean mayAccept(Row listener, Row client) {
    Optional<String> bound = address(listener, PairPlan.LOCAL);
    Optional<String> wanted = address(client, PairPlan.PEER);
    if (bound.isEmpty() || wanted.isEmpty()) {
      return false;
    }
    return EVERY_ADDRESS.contains(bound.get())
        || bound.equals(wanted)
        || !(AddressBook.isLoopback(bound.get()) || AddressBook.isLoopback(wanted.get()));
  }

  private static Optional<String> address(Row row, String column) {
    return row.text(column).flatMap(Endpoint::of).map(Endpoint::address);
  }

  private static String why(List<Row> sockets) {
    return sockets.stream()
        .map(row -> row.cell(PairPlan.PID))
        .filter(cell -> cell instanceof Cell.Unread)
        .map(cell -> ((Cell.Unread) cell).why())
        .findFirst()
        .orElse("no process holds it");
  }

  private List<Row> listeners() {
    return rows.stream()
        .filter(PairSockets::isListener)
        .filter(row -> has(row, PairPlan.LOCAL_PORT, Integer.toString(port)))
        .toList();
  }

  private static boolean isListener(Row row) {
    return has(row, PairPlan.STATE, "listen");
  }

  private static boolean has(Row row, String column, String text) {
    return row.text(column).filter(text::equals).isPresent();
  }

  private static boolean same(Row left, String leftColumn, Row right, String rightColumn) {
    Optional<Endpoint> a = left.text(leftColumn).flatMap(Endpoint::of);
    return a.isPresent() && a.equals(right.text(rightColumn).flatMap(Endpoint::of));
  }
}
