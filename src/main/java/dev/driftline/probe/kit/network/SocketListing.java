package dev.driftline.probe.kit.network;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sockets of a host and the processes that hold them, as `socket-look.sh` saw them.
///
/// @param holders    by the inode of the socket
/// @param unlisted   processes whose descriptors could not be looked at
/// @param gap        why sockets or holders may be missing; empty if none should be
public record SocketListing(
    SocketTable sockets,
    Map<String, List<Holder>> holders,
    Set<Long> unlisted,
    Optional<String> gap) {

  /// A process with a descriptor of a socket.
  public record Holder(long pid, long fd) {}

  /// Reads the section's output; empty if it is not whole or not understood.
  static Optional<SocketListing> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Reader.COUNTED, budget, reader::take)
        ? Optional.of(reader.listing())
        : Optional.empty();
  }

  /// The processes that hold the socket of this inode.
  public List<Holder> holdersOf(String inode) {
    return holders.getOrDefault(inode, List.of());
  }

  /// Whether nobody is seen to hold the socket, but somebody may: some processes could not be looked at.
  public boolean mayBeHeldUnseen(String inode) {
    return !unlisted.isEmpty() && holdersOf(inode).isEmpty();
  }

  private static final class Reader {
    private static final Set<String> COUNTED =
        Set.of("socket", "accepted", "unix", "peer", "holder", "unlisted");

    /// What a holder and a list of holders take in memory, each with its place.
    private static final int BYTES_OF_HOLDER = 48;

    private static final int BYTES_OF_LIST = 140;

    private final Budget budget;
    private final SocketTable sockets;
    private final Map<String, List<Holder>> holders = new HashMap<>();
    private final Set<Long> unlisted = new HashSet<>();
    private Optional<String> gap = Optional.empty();
    private Optional<Boolean> bigEndian = Optional.empty();

    Reader(Budget budget) {
      this.budget = budget;
      this.sockets = new SocketTable(budget);
    }

    SocketListing listing() {
      return new SocketListing(sockets, holders, unlisted, gap);
    }

    /// One line. The first word tells its kind:
    ///
    /// - `big-endian`, `little-endian` how the host orders bytes; before all addresses
    /// - `holder` a socket, the pid that holds it, and its descriptor there
    /// - `unlisted` a process whose descriptors could not be looked at
    /// - `untold` how many processes are in a network namespace that could not be told
    /// - `socket`, `accepted` a TCP or UDP socket; with `accepted` the other end began the connection
    /// - `unix` a unix socket
    /// - `peer` a connected unix socket of a server, and the inode of its client's end
    /// - `unread-table` a table that could not be read
    /// - `said` a message of a tool
    boolean take(Line line) {
      return switch (line.kind()) {
        case "big-endian" -> order(true);
        case "little-endian" -> order(false);
        case "holder" -> holder(line.fields(3));
        case "unlisted" -> unlisted(line.rest());
        case "untold" -> untold(line.rest());
        case "socket" -> internet(line.fields(5), false);
        case "accepted" -> internet(line.fields(5), true);
        case "unix" -> sockets.addUnix(line.fields(5));
        case "peer" -> sockets.addPeerInode(line.fields(2));
        case "unread-table" -> gap(line.rest() + " could not be read");
        case "said" -> gap("the host said: " + line.rest());
        default -> false;
      };
    }

    private boolean order(boolean big) {
      bigEndian = Optional.of(big);
      return true;
    }

    /// Without the order of bytes no address can be read.
    private boolean internet(List<String> fields, boolean accepted) {
      return bigEndian.isPresent() && sockets.addInternet(fields, bigEndian.get(), accepted);
    }

    /// The first reason counts: a host may say many.
    private boolean gap(String why) {
      gap = gap.or(() -> Optional.of(why));
      return true;
    }

    private boolean untold(String count) {
      return count.equals("?")
          ? gap("the network namespaces of processes could not be told")
          : Lines.number(count) > 0
              && gap("processes whose network namespace could not be told: " + count);
    }

    private boolean unlisted(String pid) {
      long number = Lines.number(pid);
      budget.spend(BYTES_OF_HOLDER);
      return number >= 0 && unlisted.add(number);
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
