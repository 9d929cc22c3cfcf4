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

/// The listeners of one host on one port, by the address they are bound to. Address translation may lead from any
/// address to any other, but to a loopback address comes only what was sent to it.
final class PairListeners {

  static final ServerEnd NONE =
      new ServerEnd.Hidden("neither its end of the connection nor a listener was seen");

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "*");

  private final Bound everywhere = new Bound();
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

  /// The one process that may have accepted a connection to this end.
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

  /// Looked for once, not for each connection: the host that listens decides how many processes do.
  private ServerEnd accepting(Bound others) {
    if (!everywhere.unheld.isEmpty() || !others.unheld.isEmpty()) {
      return new ServerEnd.Hidden(
          PairSockets.whyUnheld(everywhere.unheld.isEmpty() ? others.unheld : everywhere.unheld));
    }
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

  /// Listeners that are bound alike; of each process the first.
  private static final class Bound {
    private final Set<String> pids = new HashSet<>();
    private final List<Row> held = new ArrayList<>(1);
    private final List<Row> unheld = new ArrayList<>(0);

    /// Who accepts connections to these addresses.
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
