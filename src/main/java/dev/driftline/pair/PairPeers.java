package dev.driftline.pair;

import dev.driftline.model.table.Row;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who is at the other ends of one host's connections, by address. A gate asks these hosts in its second wave.
public final class PairPeers {

  private PairPeers() {}

  /// The hosts at the other ends of the connections to a server: those that the host accepted, and those that it began.
  /// If an address may be of several hosts, it is all of them, because only the connection can show which one.
  public static Set<String> hosts(PairEvidence host, AddressBook book) {
    Set<String> hosts = new LinkedHashSet<>();
    List<Row> sockets = new ArrayList<>(host.sockets().accepted());
    sockets.addAll(host.sockets().clients());
    addresses(sockets)
        .keySet()
        .forEach(address -> hosts.addAll(named(book.owner(address, host.host()))));
    return hosts;
  }

  private static List<String> named(Owner owner) {
    return switch (owner) {
      case Owner.Of(String host, _) -> List.of(host);
      case Owner.OneOf(List<String> hosts, _) -> hosts;
      case Owner.Nobody _ -> List.of();
    };
  }

  /// The addresses at the other ends, with the number of connections. A unix socket leads to none.
  private static Map<String, Integer> addresses(List<Row> sockets) {
    Map<String, Integer> addresses = new LinkedHashMap<>();
    for (Row socket : sockets) {
      socket
          .text(SocketsTable.PEER)
          .flatMap(Endpoint::of)
          .filter(end -> !end.isPath() && !end.isNameless())
          .ifPresent(end -> addresses.merge(end.address(), 1, Integer::sum));
    }
    return addresses;
  }

  /// Of all sockets of a host, the connections that were accepted by processes which are clients without a known client
  /// library. Such a process may be a proxy.
  public static List<Row> acceptedByProxies(PairEvidence host, List<Row> sockets) {
    Set<String> pids = new HashSet<>();
    for (Row client : host.sockets().clients()) {
      client
          .text(SocketsTable.PID)
          .filter(pid -> host.libraries().libraries(pid).isEmpty())
          .ifPresent(pids::add);
    }
    return Stream.concat(sockets.stream(), host.sockets().accepted().stream())
        .filter(row -> row.text(SocketsTable.PID).filter(pids::contains).isPresent())
        .filter(row -> has(row, SocketsTable.ACCEPTED, "true"))
        .distinct()
        .toList();
  }

  /// Whether a row of a client is a connection to a process of `host`, which is a proxy here.
  public static boolean leadsTo(Row client, String host) {
    return client.text(PairRows.SERVER_HOST).filter(host::equals).isPresent();
  }

  /// A client of a proxy: the hosts that it may be, or its address.
  ///
  /// @param host if it is certain which one it is
  public record Behind(Optional<String> host, String name, int connections) {}

  /// The clients of one process, by the connections that it accepted on any port.
  ///
  /// @param accepted connections, of which those of other processes are left out
  public static List<Behind> behind(String host, List<Row> accepted, String pid, AddressBook book) {
    List<Row> own =
        accepted.stream()
            .filter(row -> row.text(SocketsTable.PID).filter(pid::equals).isPresent())
            .toList();
    List<Behind> clients = new ArrayList<>();
    addresses(own)
        .forEach((address, connections) ->
            clients.add(
                switch (book.owner(address, host)) {
                  case Owner.Of(String name, _) -> new Behind(Optional.of(name), name, connections);
                  case Owner.OneOf(List<String> hosts, _) ->
                      new Behind(Optional.empty(), String.join(" or ", hosts), connections);
                  case Owner.Nobody _ -> new Behind(Optional.empty(), address, connections);
                }));
    return clients;
  }

  /// A process that listens where a product's servers do.
  ///
  /// @param process   the name it gives itself
  /// @param program   its file name
  /// @param ofPackage the package of its program; empty if there is none, or if it could not be read
  public record Serving(String process, String program, Optional<String> ofPackage) {}

  /// The servers of a host, each program once.
  public static List<Serving> serving(PairEvidence host) {
    List<Serving> servers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Row socket : host.sockets().rows()) {
      Optional<String> pid = socket.text(SocketsTable.PID);
      String program = PairCells.fileName(socket);
      boolean serves =
          has(socket, SocketsTable.STATE, "listen") || has(socket, SocketsTable.ACCEPTED, "true");
      if (pid.isPresent() && serves && seen.add(program)) {
        servers.add(
            new Serving(
                PairCells.name(socket),
                Escape.sentence(program),
                host.libraries()
                    .program(pid.get())
                    .flatMap(row -> row.text(LibrariesTable.PACKAGE))));
      }
    }
    return servers;
  }

  private static boolean has(Row row, String column, String text) {
    return row.text(column).filter(text::equals).isPresent();
  }
}
