package dev.driftline.probe.kit.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The places where a server is reached: TCP ports, and paths of unix sockets.
///
/// @param ports of the server's end
/// @param paths in short form: `/run/mysqld/mysqld.sock`, also where the server says `/var/run`
public record SocketPlaces(Set<Integer> ports, Set<String> paths) {

  /// Up to 100. A path has only characters that mean nothing to a shell; 107 bytes are the most that a unix socket can
  /// have (unix(7)).
  private static final Pattern LIST;

  static {
    String place = "(?:\\d{1,5}|/[A-Za-z0-9._/-]{1,106})";
    LIST = Pattern.compile("%s(?:,%s){0,99}".formatted(place, place));
  }

  public SocketPlaces {
    ports = Set.copyOf(ports);
    paths = Set.copyOf(paths);
  }

  /// Reads `3306,/run/mysqld/mysqld.sock`. Empty if it is no such list.
  public static Optional<SocketPlaces> of(String list) {
    if (!LIST.matcher(list).matches()) {
      return Optional.empty();
    }
    List<String> places = List.of(list.split(","));
    return Optional.of(
        new SocketPlaces(
            places.stream()
                .filter(place -> !isPath(place))
                .map(Integer::valueOf)
                .collect(Collectors.toSet()),
            places.stream()
                .filter(SocketPlaces::isPath)
                .map(SocketPlaces::shortened)
                .collect(Collectors.toSet())));
  }

  private static boolean isPath(String place) {
    return place.startsWith("/");
  }

  /// `/var/run` is `/run` where both are there (Filesystem Hierarchy Standard 3.0, "/var/run").
  private static String shortened(String path) {
    return path.startsWith("/var/run/") ? path.substring("/var".length()) : path;
  }

  /// The sockets of a host that lead to one of the places, by inode: those of the servers and of their clients.
  public Stream<String> inodes(SocketTable sockets) {
    Stream<String> internet =
        sockets.allInternet().entrySet().stream()
            .filter(socket -> have(socket.getValue()))
            .map(Map.Entry::getKey);
    Stream<String> unix =
        sockets.allUnix().entrySet().stream()
            .filter(socket -> have(socket.getValue()))
            .flatMap(socket ->
                Stream.concat(
                    Stream.of(socket.getKey()), sockets.peerInode(socket.getKey()).stream()));
    return Stream.concat(internet, unix);
  }

  /// Whether one of its ends has one of the ports.
  public boolean have(SocketTable.Internet socket) {
    return ports.contains(socket.local().port()) || ports.contains(socket.peer().port());
  }

  /// Whether it is bound to one of the paths.
  public boolean have(SocketTable.Unix socket) {
    return socket.path().map(SocketPlaces::shortened).filter(paths::contains).isPresent();
  }

  /// Whether this is one of the ports, as a cell has it.
  public boolean havePort(String port) {
    return ports.stream().map(String::valueOf).anyMatch(port::equals);
  }

  /// Whether this is one of the paths, in any form.
  public boolean havePath(String path) {
    return paths.contains(shortened(path));
  }
}
