package dev.driftline.probe.process;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sockets of a host by inode, from `/proc/PID/net` and what ss says about unix sockets' peers.
public final class SocketTable {

  /// A TCP or UDP socket.
  ///
  /// @param protocol `tcp` or `udp`
  public record Internet(String protocol, SocketAddress local, SocketAddress peer, String state) {}

  /// A unix socket.
  ///
  /// @param stream    whether it is a stream, not datagrams or packets
  /// @param listening whether it waits for connections
  /// @param connected whether it has another end
  /// @param path      what it is bound to
  public record Unix(boolean stream, boolean listening, boolean connected, Optional<String> path) {}

  private final Map<String, Internet> internet = new LinkedHashMap<>();
  private final Map<String, Unix> unix = new LinkedHashMap<>();
  private final Map<String, Set<String>> peerPaths = new HashMap<>();
  private final Set<String> journals = new HashSet<>();

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

  /// The path that the other end of unix stream `inode` is bound to, if exactly one is told. A path is text that
  /// a local user chose and may hold a forged line of ss, so two different ones tell nothing.
  public Optional<String> peerPath(String inode) {
    Set<String> paths = peerPaths.getOrDefault(inode, Set.of());
    return paths.size() == 1
        ? Optional.of(paths.iterator().next()).filter(path -> !path.equals("*"))
        : Optional.empty();
  }

  /// Whether the service manager told the process that this is its connection to the journal
  /// (`JOURNAL_STREAM` of systemd.exec(5)).
  public boolean isNamedAsJournal(String inode) {
    return journals.contains(inode);
  }

  /// Takes a line `t PROTOCOL LOCAL REMOTE STATE INODE`; says whether it was understood.
  boolean addInternet(List<String> line, boolean bigEndian) {
    if (line.size() != 6) {
      return false;
    }
    Optional<SocketAddress> local = SocketAddress.ofHex(line.get(2), bigEndian);
    Optional<SocketAddress> peer = SocketAddress.ofHex(line.get(3), bigEndian);
    if (local.isEmpty() || peer.isEmpty()) {
      return false;
    }
    String protocol = line.get(1).startsWith("udp") ? "udp" : "tcp";
    internet.put(
        line.get(5),
        new Internet(protocol, local.get(), peer.get(), stateOf(protocol, line.get(4))));
    return true;
  }

  /// Takes a line `n TYPE FLAGS STATE INODE PATH`; says whether it was understood. A path may hold a newline and a
  /// forged line: of an inode with two lines only that it is a unix socket is believed.
  boolean addUnix(List<String> line) {
    if (line.size() != 6) {
      return false;
    }
    boolean listening = line.get(2).length() == 8 && line.get(2).charAt(3) == '1';
    Optional<String> path = line.get(5).isEmpty() ? Optional.empty() : Optional.of(line.get(5));
    Unix socket = new Unix(line.get(1).equals("0001"), listening, line.get(3).equals("03"), path);
    Unix before = unix.put(line.get(4), socket);
    if (before != null && !before.equals(socket)) {
      unix.put(line.get(4), new Unix(false, false, false, Optional.empty()));
    }
    return true;
  }

  void addPeerPath(String inode, String path) {
    peerPaths.computeIfAbsent(inode, key -> new HashSet<>()).add(path);
  }

  void addJournal(String inode) {
    journals.add(inode);
  }

  /// All words for the state of a socket, unix sockets' included.
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

  /// The states of include/net/tcp_states.h; a UDP socket with a peer is in state 1.
  static String stateOf(String protocol, String code) {
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
