package dev.driftline.probe.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sockets of a host and the processes that hold them, as `sockets.sh` saw them.
///
/// @param holders    by inode
/// @param denied     processes whose descriptors could not be read
/// @param untold     how many processes there are whose network namespace could not be told
/// @param unread     tables that could not be read
/// @param complaints what the host's tools said beside
public record SocketListing(
    SocketTable sockets,
    Map<String, List<Holder>> holders,
    Set<Long> denied,
    long untold,
    List<String> unread,
    List<String> complaints) {

  /// A process that has a descriptor of a socket.
  public record Holder(long pid, long fd) {}

  /// Reads the whole of what the section said; empty if it is not whole or not understood.
  public static Optional<SocketListing> read(String text) {
    return Lines.ofLastLook(text, List.of("t")).flatMap(lines -> new Reader().read(lines));
  }

  private static final class Reader {
    private final SocketTable sockets = new SocketTable();
    private final Map<String, List<Holder>> holders = new HashMap<>();
    private final Set<Long> denied = new HashSet<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private long untold;
    private boolean bigEndian;

    Optional<SocketListing> read(List<List<String>> lines) {
      for (List<String> line : lines) {
        if (!take(line)) {
          return Optional.empty();
        }
      }
      return Optional.of(new SocketListing(sockets, holders, denied, untold, unread, complaints));
    }

    private boolean take(List<String> line) {
      return switch (line.getFirst()) {
        case "b" -> {
          bigEndian = true;
          yield true;
        }
        case "k" -> holder(line);
        case "x" -> denied.add(Lines.number(line.getLast()));
        case "z" -> {
          untold = Lines.number(line.getLast());
          yield untold >= 0;
        }
        case "t" -> sockets.addInternet(line, bigEndian);
        case "n" -> sockets.addUnix(line);
        case "m" -> unread.add(line.getLast());
        case "e" -> complaints.add(line.getLast());
        default -> false;
      };
    }

    private boolean holder(List<String> line) {
      if (line.size() != 4) {
        return false;
      }
      Holder holder = new Holder(Lines.number(line.get(2)), Lines.number(line.get(3)));
      holders.computeIfAbsent(line.get(1), key -> new ArrayList<>()).add(holder);
      return holder.pid() >= 0 && holder.fd() >= 0;
    }
  }
}
