package dev.driftline.probe.sockets;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.network.SocketTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sockets of a host and the processes that hold them, as `sockets.sh` saw them.
///
/// @param holders    by the inode of the socket
/// @param denied     processes whose descriptors could not be read
/// @param untold     for how many processes the network namespace could not be told
/// @param unread     the first table that could not be read; empty if all could
/// @param complaints the first message of a tool; empty if there was none
record SocketListing(
    SocketTable sockets,
    Map<String, List<Holder>> holders,
    Set<Long> denied,
    long untold,
    List<String> unread,
    List<String> complaints) {

  /// A process with a descriptor of a socket.
  record Holder(long pid, long fd) {}

  /// Reads the section's output; empty if it is not whole or not understood.
  static Optional<SocketListing> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Set.of("t", "a"), budget, reader::take)
        ? Optional.of(reader.listing())
        : Optional.empty();
  }

  private static final class Reader {
    /// What a holder and a list of holders take in memory, each with its place.
    private static final int BYTES_OF_HOLDER = 48;

    private static final int BYTES_OF_LIST = 140;

    private final Budget budget;
    private final SocketTable sockets;
    private final Map<String, List<Holder>> holders = new HashMap<>();
    private final Set<Long> denied = new HashSet<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private long untold;
    private boolean bigEndian;

    Reader(Budget budget) {
      this.budget = budget;
      this.sockets = new SocketTable(budget);
    }

    SocketListing listing() {
      return new SocketListing(sockets, holders, denied, untold, unread, complaints);
    }

    /// One line. The first word tells its kind:
    ///
    /// - `b` the host is big-endian
    /// - `k` a socket, the pid that holds it, and its descriptor there
    /// - `x` a process whose descriptors could not be read
    /// - `z` how many namespaces could not be told
    /// - `t`, `a` a TCP or UDP socket; with `a` the other end began the connection
    /// - `n` a unix socket
    /// - `m` a table that could not be read
    /// - `e` a message of a tool
    boolean take(Line line) {
      return switch (line.kind()) {
        case "b" -> {
          bigEndian = true;
          yield true;
        }
        case "k" -> holder(line.fields(3));
        case "x" -> denied(line.rest());
        case "z" -> {
          untold = Lines.number(line.rest());
          yield untold >= 0;
        }
        case "t" -> sockets.addInternet(line.fields(5), bigEndian, false);
        case "a" -> sockets.addInternet(line.fields(5), bigEndian, true);
        case "n" -> sockets.addUnix(line.fields(5));
        case "m" -> Lines.first(line.rest(), unread);
        case "e" -> Lines.first(line.rest(), complaints);
        default -> false;
      };
    }

    private boolean denied(String pid) {
      long number = Lines.number(pid);
      budget.spend(BYTES_OF_HOLDER);
      return number >= 0 && denied.add(number);
    }

    private boolean holder(List<String> fields) {
      if (fields.isEmpty()) {
        return false;
      }
      Holder holder = new Holder(Lines.number(fields.get(1)), Lines.number(fields.get(2)));
      budget.spend(BYTES_OF_HOLDER);
      List<Holder> ofSocket = holders.computeIfAbsent(fields.get(0), this::noHolders);
      ofSocket.add(holder);
      return holder.pid() >= 0 && holder.fd() >= 0;
    }

    private List<Holder> noHolders(String inode) {
      budget.spend(BYTES_OF_LIST);
      budget.text(inode);
      return new ArrayList<>(1);
    }
  }
}
