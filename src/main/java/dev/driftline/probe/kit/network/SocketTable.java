package dev.driftline.probe.kit.network;

import dev.driftline.model.budget.Budget;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sockets of a host, by inode. Sources: `/proc/PID/net/tcp`, `tcp6`, `udp`, `udp6` and `unix` of each network
/// namespace, and `ss` for the other ends of unix sockets. Filled line by line, then only read. For one thread.
///
/// The `add` methods take the fields of one line. They return false if the line was not understood; then the reader
/// gives up. An empty list of fields is such a line, too: `Line.fields` makes it of a line with another number of
/// fields.
public final class SocketTable {

  /// A TCP or UDP socket.
  ///
  /// @param protocol `tcp` or `udp`
  /// @param accepted whether the host listens at `local`. Then the other end began the connection
  public record Internet(
      String protocol, SocketAddress local, SocketAddress peer, String state, boolean accepted) {}

  /// A unix socket.
  ///
  /// @param stream    SOCK_STREAM; otherwise datagrams or packets
  /// @param listening whether it waits for connections
  /// @param connected whether it has another end
  /// @param path      the path that it is bound to
  public record Unix(boolean stream, boolean listening, boolean connected, Optional<String> path) {}

  /// A socket with its place in the map takes this much memory.
  private static final int BYTES = 240;

  private final Budget budget;
  private final Map<String, Internet> internet = new LinkedHashMap<>();
  private final Map<String, Unix> unix = new LinkedHashMap<>();
  private final Map<String, Set<String>> peerPaths = new HashMap<>();
  private final Map<String, String> peerInodes = new HashMap<>();
  private final Set<String> journals = new HashSet<>();

  public SocketTable(Budget budget) {
    this.budget = budget;
  }

  public Map<String, Internet> allInternet() {
    return Collections.unmodifiableMap(internet);
  }

  public Map<String, Unix> allUnix() {
    return Collections.unmodifiableMap(unix);
  }

  public Optional<Internet> internet(String inode) {
    return Optional.ofNullable(internet.get(inode));
  }

  public Optional<Unix> unix(String inode) {
    return Optional.ofNullable(unix.get(inode));
  }

  /// The path at the other end of unix stream `inode`. It is empty if the host told two different paths: a local user
  /// can bind a path that looks like another line of `ss`, and then neither line can be believed.
  public Optional<String> peerPath(String inode) {
    Set<String> paths = peerPaths.getOrDefault(inode, Set.of());
    return paths.size() == 1
        ? Optional.of(paths.iterator().next()).filter(path -> !path.equals("*"))
        : Optional.empty();
  }

  /// Whether the host told different paths at the other end of unix stream `inode`.
  public boolean isPeerInDoubt(String inode) {
    return peerPaths.getOrDefault(inode, Set.of()).size() > 1;
  }

  /// The inode of the other end of unix stream `inode`, if `ss` told it, and told only one.
  public Optional<String> peerInode(String inode) {
    return Optional.ofNullable(peerInodes.get(inode)).filter(peer -> !peer.isEmpty());
  }

  /// Whether systemd told the process that this socket leads to the journal (`JOURNAL_STREAM` of systemd.exec(5)).
  public boolean isNamedAsJournal(String inode) {
    return journals.contains(inode);
  }

  /// Takes `PROTOCOL LOCAL REMOTE STATE INODE`: `tcp 0100007F:0CEA 00000000:0000 0A 1970625`.
  public boolean addInternet(List<String> fields, boolean bigEndian, boolean accepted) {
    if (fields.isEmpty()) {
      return false;
    }
    Optional<SocketAddress> local = SocketAddress.ofHex(fields.get(1), bigEndian);
    Optional<SocketAddress> peer = SocketAddress.ofHex(fields.get(2), bigEndian);
    if (local.isEmpty() || peer.isEmpty()) {
      return false;
    }
    budget.spend(BYTES);
    budget.text(fields.get(4));
    String protocol = fields.get(0).startsWith("udp") ? "udp" : "tcp";
    internet.put(
        fields.get(4),
        new Internet(
            protocol, local.get(), peer.get(), stateOf(protocol, fields.get(3)), accepted));
    return true;
  }

  /// Takes `TYPE FLAGS STATE INODE PATH`: `0001 00010000 01 1970625 /run/mysqld/mysqld.sock`. A path may contain a
  /// newline, and behind it a forged line. So if an inode has two different lines, only one thing is believed: it is a
  /// unix socket.
  public boolean addUnix(List<String> fields) {
    if (fields.isEmpty()) {
      return false;
    }
    budget.spend(BYTES);
    budget.text(fields.get(3));
    budget.text(fields.get(4));
    // bit 16 of the flags, __SO_ACCEPTCON of include/uapi/linux/net.h
    boolean listening = fields.get(1).length() == 8 && fields.get(1).charAt(3) == '1';
    // type 0001 is SOCK_STREAM, state 03 is SS_CONNECTED
    Optional<String> path = fields.get(4).isEmpty() ? Optional.empty() : Optional.of(fields.get(4));
    Unix socket =
        new Unix(fields.get(0).equals("0001"), listening, fields.get(2).equals("03"), path);
    Unix before = unix.put(fields.get(3), socket);
    if (before != null && !before.equals(socket)) {
      unix.put(fields.get(3), new Unix(false, false, false, Optional.empty()));
    }
    return true;
  }

  /// Takes `INODE PATH`.
  public boolean addPeerPath(List<String> fields) {
    if (fields.isEmpty()) {
      return false;
    }
    budget.spend(BYTES);
    budget.text(fields.get(0));
    budget.text(fields.get(1));
    peerPaths.computeIfAbsent(fields.get(0), _ -> new HashSet<>(2)).add(fields.get(1));
    return true;
  }

  /// Takes `INODE PEER`: the inodes of the two ends of a stream.
  public boolean addPeerInode(List<String> fields) {
    if (fields.isEmpty()) {
      return false;
    }
    budget.spend(BYTES);
    fields.forEach(budget::text);
    String before = peerInodes.put(fields.get(0), fields.get(1));
    // two answers about one socket: neither is believed
    if (before != null && !before.equals(fields.get(1))) {
      peerInodes.put(fields.get(0), "");
    }
    return true;
  }

  /// Takes `INODE`.
  public boolean addJournal(List<String> fields) {
    fields.forEach(budget::text);
    journals.addAll(fields);
    return !fields.isEmpty();
  }

  /// All words for the state of a socket, those of unix sockets included.
  public static final List<String> STATES =
      List.of(
          "listen",
          "established",
          "connected",
          "unconnected",
          "close-wait",
          "time-wait",
          "syn-sent",
          "syn-received",
          "fin-wait-1",
          "fin-wait-2",
          "last-ack",
          "closing",
          "closed",
          "unknown");

  /// The word for a state of include/net/tcp_states.h. A UDP socket with a peer is in state 1 there.
  public static String stateOf(String protocol, String code) {
    if (protocol.equals("udp")) {
      return code.equals("01") ? "connected" : "unconnected";
    }
    return switch (code) {
      case "01" -> "established";
      case "02" -> "syn-sent";
      case "03" -> "syn-received";
      case "04" -> "fin-wait-1";
      case "05" -> "fin-wait-2";
      case "06" -> "time-wait";
      case "07" -> "closed";
      case "08" -> "close-wait";
      case "09" -> "last-ack";
      case "0A" -> "listen";
      case "0B" -> "closing";
      default -> "unknown";
    };
  }
}
