package dev.driftline.pair;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.sockets.SocketsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The TCP sockets of one host that concern one port: connections from and to it, and its listeners. They are looked at
/// once and then found by their ends, so that the time grows with their number and not with its square.
final class PairSockets {

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

  /// What is known of the process at the other end of a connection.
  sealed interface ServerEnd {

    /// It holds the socket that mirrors the client's.
    record Connection(Row socket) implements ServerEnd {}

    /// The mirroring socket was not seen, as behind address translation, but one process alone listens on the port.
    record OnlyListener(Row socket) implements ServerEnd {}

    record Hidden(String why) implements ServerEnd {}
  }

  private final String port;
  private final List<Row> rows;
  private final Map<String, List<Row>> byEnds = new HashMap<>();
  private final Map<String, ServerEnd> found = new HashMap<>();
  private final PairListeners listeners;

  private PairSockets(int port, List<Row> rows) {
    this.port = Integer.toString(port);
    this.rows = List.copyOf(rows);
    List<Row> listening = new ArrayList<>();
    for (Row row : rows) {
      if (!isListener(row)) {
        ends(row, SocketsTable.LOCAL, SocketsTable.PEER)
            .ifPresent(ends -> byEnds.computeIfAbsent(ends, _ -> new ArrayList<>(1)).add(row));
      } else if (has(row, SocketsTable.LOCAL_PORT, this.port)) {
        listening.add(row);
      }
    }
    this.listeners = PairListeners.of(listening);
  }

  /// Those of a host's sockets that concern `port`.
  static PairSockets of(int port, List<Row> sockets) {
    String text = Integer.toString(port);
    return new PairSockets(
        port,
        sockets.stream()
            .filter(PairSockets::isTcp)
            .filter(row ->
                has(row, SocketsTable.LOCAL_PORT, text) || has(row, SocketsTable.PEER_PORT, text))
            .toList());
  }

  List<Row> rows() {
    return rows;
  }

  /// Why some of a host's sockets might be missing here: what they are could not be read.
  static Optional<String> unread(List<Row> sockets) {
    for (Row row : sockets) {
      for (String column :
          List.of(
              SocketsTable.PROTOCOL,
              SocketsTable.LOCAL_PORT,
              SocketsTable.PEER_PORT,
              SocketsTable.STATE)) {
        if (isTcp(row) && row.cell(column) instanceof Cell.Unread(String why)) {
          return Optional.of("%s of a socket could not be read: %s".formatted(column, why));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTcp(Row row) {
    return switch (row.cell(SocketsTable.PROTOCOL)) {
      case Cell.Text(String protocol) -> protocol.startsWith("tcp");
      case Cell.Unread _ -> true;
      case Cell.None _ -> false;
    };
  }

  /// The connections that this host's processes have to the port, each once for every process that holds it. One that is
  /// only being opened or closed has no server process that speaks on it. One that the host accepted has no client here:
  /// anybody may connect to it from the port.
  List<Row> clients() {
    List<Row> clients = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      boolean live = row.text(SocketsTable.STATE).filter(PASSING::contains).isEmpty();
      boolean begunHere = !has(row, SocketsTable.ACCEPTED, "true");
      if (live && begunHere && has(row, SocketsTable.PEER_PORT, port) && seen.add(key(row))) {
        clients.add(row);
      }
    }
    return clients;
  }

  /// A text, because equal hash codes of texts, which a host can arrange, cost no time in a map.
  private static String key(Row row) {
    return String.valueOf(
        List.of(
            row.cell(SocketsTable.PID), row.cell(SocketsTable.LOCAL), row.cell(SocketsTable.PEER)));
  }

  /// Whether this host shows the other end of `client`, whoever holds it.
  boolean mirrors(Row client) {
    return otherEnd(client).filter(byEnds::containsKey).isPresent();
  }

  /// The other end of `client`, if it is on this host.
  ServerEnd server(Row client) {
    Optional<String> end = otherEnd(client).filter(byEnds::containsKey);
    return end.isPresent()
        ? found.computeIfAbsent(end.get(), e -> holder(byEnds.getOrDefault(e, List.of())))
        : client
            .text(SocketsTable.PEER)
            .flatMap(Endpoint::of)
            .map(listeners::accepting)
            .orElse(PairListeners.NONE);
  }

  private static Optional<String> otherEnd(Row client) {
    return ends(client, SocketsTable.PEER, SocketsTable.LOCAL);
  }

  private static ServerEnd holder(List<Row> mirrors) {
    if (mirrors.stream().anyMatch(row -> row.text(SocketsTable.PID).isEmpty())) {
      return new ServerEnd.Hidden(whyUnheld(mirrors));
    }
    Row first = mirrors.getFirst();
    Cell program = first.cell(SocketsTable.EXECUTABLE);
    return mirrors.stream().allMatch(row -> row.cell(SocketsTable.EXECUTABLE).equals(program))
        ? new ServerEnd.Connection(first)
        : new ServerEnd.Hidden("several programs hold the connection");
  }

  /// Why nobody is known to hold one of these sockets.
  static String whyUnheld(List<Row> sockets) {
    return sockets.stream()
        .map(row -> row.cell(SocketsTable.PID))
        .filter(cell -> cell instanceof Cell.Unread)
        .map(cell -> ((Cell.Unread) cell).why())
        .findFirst()
        .orElse("no process holds it");
  }

  private static boolean isListener(Row row) {
    return has(row, SocketsTable.STATE, "listen");
  }

  private static boolean has(Row row, String column, String text) {
    return row.text(column).filter(text::equals).isPresent();
  }

  private static Optional<String> ends(Row row, String from, String to) {
    Optional<Endpoint> peer = row.text(to).flatMap(Endpoint::of);
    return row.text(from)
        .flatMap(Endpoint::of)
        .flatMap(local -> peer.map(end -> local + " " + end));
  }
}
