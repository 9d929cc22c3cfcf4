package dev.driftline.pair;

import dev.driftline.model.table.Row;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.text.Escape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the server of each connection of one client host: the host by its address, then the process on it.
///
/// - If the process's end of the connection was seen, that is the server.
/// - If only one process listens on the port, it is taken for the server, but only on a host that certainly has the
///   address.
/// - If several hosts may have the address, the one that shows its end of the connection has it.
final class PairServers {

  private final Map<String, PairEvidence> hosts;
  private final String client;
  private final AddressBook book;
  private final Map<String, Owner> owners = new HashMap<>();

  PairServers(Map<String, PairEvidence> hosts, String client, AddressBook book) {
    this.hosts = hosts;
    this.client = client;
    this.book = book;
  }

  /// What is known about the server of a connection.
  sealed interface OtherEnd {

    /// A process that holds the server's end, or may do so.
    ///
    /// @param assumed whether it was found only because it listens on the port
    record Seen(PairEvidence host, Row socket, boolean assumed) implements OtherEnd {}

    /// It is on this host, but the process could not be seen.
    record Unseen(String host, String why) implements OtherEnd {}

    /// Not even the host is known.
    record Unknown(String why) implements OtherEnd {}
  }

  /// A client of which only the server's end of the connection is known.
  ///
  /// @param host if it is certain which one it is
  /// @param name of the host, the hosts that it may be, or its address
  record UnseenClient(Optional<String> host, String name, String why) {}

  /// The client of a connection that this host accepted, if nothing can be told on the client's own host: it was not
  /// asked or not reached, or is no host of the inventory.
  Optional<UnseenClient> unseenClient(Row accepted) {
    Optional<Endpoint> peer = accepted.text(SocketsTable.PEER).flatMap(Endpoint::of);
    return peer.flatMap(end ->
        switch (owners.computeIfAbsent(end.address(), a -> book.owner(a, client))) {
          case Owner.Nobody(String why) ->
              Optional.of(new UnseenClient(Optional.empty(), end.address(), why));
          case Owner.OneOf(List<String> candidates, String why) ->
              unseenAmong(candidates, why, accepted);
          case Owner.Of(String host, _) ->
              whyHidden(host, accepted).map(why -> new UnseenClient(Optional.of(host), host, why));
        });
  }

  /// Why the connection may be missing among those of its client's host.
  private Optional<String> whyHidden(String host, Row accepted) {
    return whyUnseen(host)
        .or(() ->
            evidence(host)
                .filter(e -> e.weakness().isPresent() && !e.sockets().mirrors(accepted))
                .flatMap(PairEvidence::weakness)
                .map(why -> "sockets of %s may be missing: %s".formatted(host, why)));
  }

  /// If one of them shows the other end, that one is the client. Otherwise nobody is known to be.
  private Optional<UnseenClient> unseenAmong(List<String> candidates, String why, Row accepted) {
    boolean shown =
        candidates.stream()
            .anyMatch(
                host -> evidence(host).filter(e -> e.sockets().mirrors(accepted)).isPresent());
    return shown
        ? Optional.empty()
        : Optional.of(
            new UnseenClient(
                Optional.empty(),
                String.join(" or ", candidates),
                candidates.stream()
                    .flatMap(host -> whyUnseen(host).stream())
                    .findFirst()
                    .orElse(why)));
  }

  OtherEnd of(Row socket) {
    Optional<Endpoint> peer = socket.text(SocketsTable.PEER).flatMap(Endpoint::of);
    if (peer.isEmpty()) {
      return new OtherEnd.Unknown("its peer is no address of a host of the inventory");
    }
    // a unix socket does not leave its host
    if (peer.get().isPath()) {
      return on(client, socket, true);
    }
    // many connections go to few addresses
    return switch (owners.computeIfAbsent(peer.get().address(), a -> book.owner(a, client))) {
      case Owner.Nobody(String why) -> new OtherEnd.Unknown(why);
      case Owner.OneOf(List<String> candidates, String why) -> shownBy(candidates, socket, why);
      case Owner.Of(String host, boolean certain) -> on(host, socket, certain);
    };
  }

  /// The server on the one candidate that shows its end of the connection.
  private OtherEnd shownBy(List<String> candidates, Row socket, String why) {
    List<String> showing =
        candidates.stream()
            .filter(host -> evidence(host).filter(e -> e.sockets().mirrors(socket)).isPresent())
            .toList();
    if (showing.size() == 1) {
      return on(showing.getFirst(), socket, false);
    }
    return new OtherEnd.Unknown(
        showing.isEmpty()
            ? why + ": no other end of the connection was seen" + unseen(candidates)
            : "%s: %s show an end of the connection".formatted(why, HostNames.listed(showing)));
  }

  private String unseen(List<String> candidates) {
    List<String> reasons = new ArrayList<>();
    candidates.forEach(host -> whyUnseen(host).ifPresent(reasons::add));
    return reasons.isEmpty() ? "" : "; " + reasons.getFirst();
  }

  private Optional<PairEvidence> evidence(String host) {
    return Optional.ofNullable(hosts.get(host));
  }

  private Optional<String> whyUnseen(String host) {
    Optional<PairEvidence> evidence = evidence(host);
    return evidence.isEmpty()
        ? Optional.of("%s was not asked".formatted(host))
        : evidence.get().unseen().map(why -> "%s could not be looked at: %s".formatted(host, why));
  }

  private OtherEnd on(String host, Row socket, boolean certain) {
    Optional<String> unseen = whyUnseen(host);
    return unseen.isPresent()
        ? new OtherEnd.Unseen(host, unseen.get())
        : on(evidence(host).orElseThrow(), socket, certain);
  }

  private static OtherEnd on(PairEvidence server, Row socket, boolean certain) {
    return switch (server.sockets().server(socket)) {
      case PairSockets.ServerEnd.Connection(Row end) -> new OtherEnd.Seen(server, end, false);
      // sockets may be missing, so another process may listen, too
      case PairSockets.ServerEnd.OnlyListener _ when server.weakness().isPresent() ->
          hidden(server, server.weakness().get());
      // two guesses in a row are too many: the host by a name, and the process by its port
      case PairSockets.ServerEnd.OnlyListener _ when !certain ->
          hidden(
              server, "its end of the connection was not seen, and only a name tells its address");
      case PairSockets.ServerEnd.OnlyListener(Row end) -> new OtherEnd.Seen(server, end, true);
      case PairSockets.ServerEnd.Hidden(String why) -> hidden(server, why);
    };
  }

  private static OtherEnd hidden(PairEvidence server, String why) {
    return new OtherEnd.Unseen(
        server.host(),
        "the process behind %s of %s could not be seen: %s"
            .formatted(server.pair().server(), server.host(), Escape.sentence(why)));
  }
}
