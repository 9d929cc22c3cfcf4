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
import java.util.stream.Collectors;

/// The sockets of one host that lead to a server, or are the server's own: TCP sockets with one of its ports at either
/// end, and unix sockets. Connections are found by their two ends, so the time grows with their number and not with its
/// square.
///
/// A connection over a unix socket has both ends on this host. If the host could not tell the client's end, only the
/// server's is here ([#withoutClient]).
final class PairSockets {

  /// States of connections that are being opened or closed.
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

  /// What is known about the process at the server's end of a connection.
  sealed interface ServerEnd {

    /// The process holds the socket that mirrors the client's: the same two addresses, exchanged.
    record Connection(Row socket) implements ServerEnd {}

    /// No mirroring socket was seen, as behind address translation, but only one process listens on the port.
    record OnlyListener(Row socket) implements ServerEnd {}

    /// The process is not known.
    record Hidden(String why) implements ServerEnd {}
  }

  private final Set<String> ports;
  private final List<Row> rows;

  /// Connections by `LOCAL PEER`. Several processes may hold one.
  private final Map<String, List<Row>> byEnds = new HashMap<>();

  /// Results of [#server], by the same key.
  private final Map<String, ServerEnd> found = new HashMap<>();

  private final PairListeners listeners;

  private PairSockets(Set<String> ports, List<Row> rows) {
    this.ports = ports;
    this.rows = List.copyOf(rows);
    List<Row> listening = new ArrayList<>();
    for (Row row : rows) {
      if (!isListener(row)) {
        ends(row, SocketsTable.LOCAL, SocketsTable.PEER)
            .ifPresent(ends -> byEnds.computeIfAbsent(ends, _ -> new ArrayList<>(1)).add(row));
      } else if (hasPort(row, SocketsTable.LOCAL_PORT, ports)) {
        listening.add(row);
      }
    }
    this.listeners = PairListeners.of(listening);
  }

  /// @param ports   TCP ports of the server
  /// @param sockets of a host: what it answered to the question of the pair. So unix sockets are those of the pair
  static PairSockets of(List<Integer> ports, List<Row> sockets) {
    Set<String> texts = ports.stream().map(String::valueOf).collect(Collectors.toSet());
    return new PairSockets(
        texts,
        sockets.stream()
            .filter(row -> isUnix(row) || (isTcp(row) && hasEitherPort(row, texts)))
            .toList());
  }

  private static boolean hasEitherPort(Row row, Set<String> ports) {
    return hasPort(row, SocketsTable.LOCAL_PORT, ports)
        || hasPort(row, SocketsTable.PEER_PORT, ports);
  }

  private static boolean hasPort(Row row, String column, Set<String> ports) {
    return row.text(column).filter(ports::contains).isPresent();
  }

  private static boolean isUnix(Row row) {
    return has(row, SocketsTable.PROTOCOL, "unix");
  }

  List<Row> rows() {
    return rows;
  }

  /// Why sockets may be missing here: a socket whose port or state could not be read may be one of them.
  static Optional<String> unread(List<Row> sockets) {
    for (Row row : sockets) {
      for (String column :
          List.of(
              SocketsTable.PROTOCOL,
              SocketsTable.LOCAL_PORT,
              SocketsTable.PEER_PORT,
              SocketsTable.STATE)) {
        Optional<String> why = row.cell(column).missing();
        if (isTcp(row) && why.isPresent()) {
          return Optional.of("%s of a socket could not be read: %s".formatted(column, why.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTcp(Row row) {
    return switch (row.cell(SocketsTable.PROTOCOL)) {
      case Cell.Text(String protocol) -> protocol.startsWith("tcp");
      case Cell.Cut _, Cell.Unread _ -> true;
      case Cell.None _ -> false;
    };
  }

  /// The connections to the server that processes of this host began. Each is listed once per process that holds it.
  ///
  /// Two kinds are left out. If a connection is only being opened or closed, no server process speaks on it. If the
  /// host accepted a connection, its other end is the client, though it uses the server's port number.
  List<Row> clients() {
    List<Row> clients = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      boolean live = row.text(SocketsTable.STATE).filter(PASSING::contains).isEmpty();
      if (live && isBegunHere(row) && seen.add(key(row))) {
        clients.add(row);
      }
    }
    return clients;
  }

  /// A unix socket without a connection was neither begun nor accepted.
  private boolean isBegunHere(Row row) {
    return isUnix(row)
        ? has(row, SocketsTable.ACCEPTED, "false")
        : hasPort(row, SocketsTable.PEER_PORT, ports) && !has(row, SocketsTable.ACCEPTED, "true");
  }

  /// The servers' ends of connections over unix sockets whose clients could not be told, each once.
  List<Row> withoutClient() {
    List<Row> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      if (isUnix(row)
          && has(row, SocketsTable.ACCEPTED, "true")
          && row.cell(SocketsTable.PEER).missing().isPresent()
          && seen.add(String.valueOf(row.cell(SocketsTable.LOCAL)))) {
        found.add(row);
      }
    }
    return found;
  }

  /// The live connections to the ports that this host accepted, each once.
  List<Row> accepted() {
    List<Row> accepted = new ArrayList<>();
    byEnds.values().stream()
        .map(List::getFirst)
        .filter(row -> hasPort(row, SocketsTable.LOCAL_PORT, ports))
        .filter(row -> row.text(SocketsTable.STATE).filter(PASSING::contains).isEmpty())
        .filter(row -> !has(row, SocketsTable.ACCEPTED, "false"))
        .forEach(accepted::add);
    return accepted;
  }

  /// The process and the two ends as a text. A host can choose many texts with the same hash code, but then a map still
  /// compares texts in order (they are Comparable), and stays fast.
  private static String key(Row row) {
    return String.valueOf(
        List.of(
            row.cell(SocketsTable.PID), row.cell(SocketsTable.LOCAL), row.cell(SocketsTable.PEER)));
  }

  /// Whether this host shows the other end of `client`, whichever process holds it.
  boolean mirrors(Row client) {
    return otherEnd(client).filter(byEnds::containsKey).isPresent();
  }

  /// The sockets that listen on one of the ports, one for each process.
  List<Row> servers() {
    Set<String> seen = new HashSet<>();
    return rows.stream()
        .filter(PairSockets::isListener)
        .filter(row -> hasPort(row, SocketsTable.LOCAL_PORT, ports))
        .filter(row -> seen.add(String.valueOf(row.cell(SocketsTable.PID))))
        .toList();
  }

  /// The other end of `client`, if it is on this host.
  ServerEnd server(Row client) {
    Optional<String> end = otherEnd(client).filter(byEnds::containsKey);
    // the mirroring socket if it was seen, otherwise a listener that may have accepted it
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

  /// The process that holds the socket. Several processes of one program count as one: a server forks its workers.
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

  /// Why no process is known to hold one of these sockets.
  static String whyUnheld(List<Row> sockets) {
    return sockets.stream()
        .flatMap(row -> row.cell(SocketsTable.PID).missing().stream())
        .findFirst()
        .orElse("no process holds it");
  }

  private static boolean isListener(Row row) {
    return has(row, SocketsTable.STATE, "listen");
  }

  private static boolean has(Row row, String column, String text) {
    return row.text(column).filter(text::equals).isPresent();
  }

  /// Both ends as one text: `10.0.0.7 48122 10.0.0.9 3306`.
  private static Optional<String> ends(Row row, String from, String to) {
    Optional<Endpoint> peer = row.text(to).flatMap(Endpoint::of);
    return row.text(from)
        .flatMap(Endpoint::of)
        .flatMap(local -> peer.map(end -> local + " " + end));
  }
}
