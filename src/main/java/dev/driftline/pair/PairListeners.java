package dev.driftline.pair;

import dev.driftline.model.table.Row;
import dev.driftline.pair.PairSockets.ServerEnd;
import dev.driftline.probe.sockets.SocketsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The listeners of one host on one port, by the address that they are bound to. They are used if the server's end of a
/// connection was not seen, as behind address translation.
///
/// Translation may lead from any address to any other, with one exception: a listener on a loopback address gets only
/// connections to that address.
final class PairListeners {

  static final ServerEnd NONE =
      new ServerEnd.Hidden("neither its end of the connection nor a listener was seen");

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "*");

  /// Bound to all addresses: `0.0.0.0`.
  private final Bound everywhere = new Bound();

  /// Bound to some address that is not loopback.
  private final Bound outside = new Bound();

  private final Map<String, Bound> onLoopback = new HashMap<>();

  static PairListeners of(List<Row> listeners) {
    PairListeners sorted = new PairListeners();
    listeners.forEach(sorted::add);
    return sorted;
  }

  private void add(Row row) {
    Optional<String> address =
        row.text(SocketsTable.LOCAL).flatMap(Endpoint::of).map(Endpoint::address);
    if (address.filter(EVERY_ADDRESS::contains).isPresent()) {
      everywhere.add(row);
    } else if (address.filter(IpAddress::isLoopback).isPresent()) {
      onLoopback.computeIfAbsent(address.get(), _ -> new Bound()).add(row);
    } else if (address.isPresent()) {
      outside.add(row);
    }
  }

  /// The process that accepted a connection to `wanted`, if only one can have.
  ServerEnd accepting(Endpoint wanted) {
    Bound others =
        IpAddress.isLoopback(wanted.address())
            ? onLoopback.getOrDefault(wanted.address(), new Bound())
            : outside;
    if (others.accepting.isEmpty()) {
      others.accepting = Optional.of(accepting(others));
    }
    return others.accepting.get();
  }

  /// Found once per address and not once per connection, because the host decides how many processes listen.
  private ServerEnd accepting(Bound others) {
    // a listener without a known process may be the one
    if (!everywhere.unheld.isEmpty() || !others.unheld.isEmpty()) {
      return new ServerEnd.Hidden(
          PairSockets.whyUnheld(everywhere.unheld.isEmpty() ? others.unheld : everywhere.unheld));
    }
    // a process may listen in both ways, and counts once
    long processes =
        everywhere.pids.size()
            + others.pids.stream().filter(pid -> !everywhere.pids.contains(pid)).count();
    if (processes == 0) {
      return NONE;
    }
    return processes == 1
        ? new ServerEnd.OnlyListener(
            (everywhere.held.isEmpty() ? others : everywhere).held.getFirst())
        : new ServerEnd.Hidden(
            "its end of the connection was not seen, and %d processes listen".formatted(processes));
  }

  /// Listeners with the same kind of address. Only the first one of each process is kept.
  private static final class Bound {
    private final Set<String> pids = new HashSet<>();
    private final List<Row> held = new ArrayList<>(1);
    private final List<Row> unheld = new ArrayList<>(0);

    /// The answer for these addresses, once it was found.
    private Optional<ServerEnd> accepting = Optional.empty();

    void add(Row row) {
      Optional<String> pid = row.text(SocketsTable.PID);
      if (pid.isEmpty()) {
        unheld.add(row);
      } else if (pids.add(pid.get())) {
        held.add(row);
      }
    }
  }
}
