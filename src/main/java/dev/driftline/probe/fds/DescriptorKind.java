package dev.driftline.probe.fds;

import dev.driftline.probe.kit.network.SocketTable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What kind of thing a descriptor is, in the words that policies use. A descriptor that could not be looked at
/// has no kind.
public enum DescriptorKind {
  CLOSED,
  DEV_NULL,
  TTY,
  PIPE,
  FILE_APPEND,
  FILE_WRITE,
  FILE_READ,
  FILE_READ_WRITE,
  /// A file that was removed, such as a log that was rotated without a reopen.
  DELETED,
  /// A stream to journald.
  JOURNAL,
  /// 1 and 2 are one unix stream to nothing we know by name: how supervisors collect output.
  SUPERVISOR,
  /// 0 and 1 are one connection: what inetd gives a service.
  INETD,
  LISTEN,
  TCP,
  UDP,
  UNIX,
  /// Something without a name: event poll, timer, or a socket that is in none of the tables of TCP, UDP and
  /// unix (a connection that has ended, netlink).
  ANON,
  MEMFD,
  DEVICE;

  /// As reports and policies write it: `file-read-write`.
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public static List<String> words() {
    return java.util.Arrays.stream(values()).map(DescriptorKind::word).toList();
  }

  /// The kind of `open`, one of `all` descriptors of its process; empty if it cannot be told.
  ///
  /// @param tablesRead whether every table of sockets that matters could be read
  static Optional<DescriptorKind> of(
      int number,
      Descriptor.Open open,
      SortedMap<Integer, Descriptor> all,
      SocketTable sockets,
      boolean tablesRead) {
    if (open.socket().isPresent()) {
      return ofSocket(number, open.socket().get(), all, sockets, tablesRead);
    }
    String target = open.target();
    if (target.equals("/dev/null")) {
      return Optional.of(DEV_NULL);
    }
    if (target.startsWith("pipe:[")) {
      return Optional.of(PIPE);
    }
    if (target.startsWith("/memfd:")) {
      return Optional.of(MEMFD);
    }
    if (!target.startsWith("/") && !target.startsWith("(unreachable)")) {
      return Optional.of(ANON);
    }
    if (target.endsWith(" (deleted)")) {
      return Optional.of(DELETED);
    }
    if (isTerminal(target)) {
      return Optional.of(TTY);
    }
    return target.startsWith("/dev/") && !target.startsWith("/dev/shm/")
        ? Optional.of(DEVICE)
        : ofFile(open);
  }

  /// `/dev/pts/0`, `/dev/tty`, `/dev/tty1`, `/dev/ttyS0`, `/dev/hvc0`, `/dev/console`.
  private static boolean isTerminal(String path) {
    return path.equals("/dev/console")
        || isNumbered(path, "/dev/pts/", false)
        || isNumbered(path, "/dev/hvc", false)
        || isNumbered(path, "/dev/tty", true);
  }

  /// Whether a number follows the prefix; or, where a terminal may also have a letter, anything of these or nothing.
  private static boolean isNumbered(String path, String prefix, boolean letters) {
    if (!path.startsWith(prefix)) {
      return false;
    }
    int at = prefix.length();
    while (letters && at < path.length() && isLetter(path.charAt(at))) {
      at++;
    }
    int digits = at;
    while (at < path.length() && path.charAt(at) >= '0' && path.charAt(at) <= '9') {
      at++;
    }
    return at == path.length() && (letters || at > digits);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// `/run/systemd/journal/stdout`, or of a namespace of the journal: `/run/systemd/journal.NAME/stdout`.
  private static boolean isJournal(String path) {
    String prefix = "/run/systemd/journal";
    String suffix = "/stdout";
    if (!path.startsWith(prefix)
        || !path.endsWith(suffix)
        || path.length() < prefix.length() + suffix.length()) {
      return false;
    }
    String namespace = path.substring(prefix.length(), path.length() - suffix.length());
    return namespace.isEmpty()
        || (namespace.length() > 1 && namespace.startsWith(".") && namespace.indexOf('/') < 0);
  }

  private static Optional<DescriptorKind> ofFile(Descriptor.Open open) {
    return switch (open.mode()) {
      case "r" -> Optional.of(FILE_READ);
      case "rw" -> Optional.of(FILE_READ_WRITE);
      default -> open.appends().map(appends -> appends ? FILE_APPEND : FILE_WRITE);
    };
  }

  private static Optional<DescriptorKind> ofSocket(
      int number,
      String inode,
      SortedMap<Integer, Descriptor> all,
      SocketTable sockets,
      boolean tablesRead) {
    Optional<SocketTable.Internet> internet = sockets.internet(inode);
    Optional<SocketTable.Unix> unix = sockets.unix(inode);
    if (internet.isPresent() ? internet.get().state().equals("listen") : listens(unix)) {
      return Optional.of(LISTEN);
    }
    if (number <= 2 && isSame(inode, 0, all) && isSame(inode, 1, all)) {
      return Optional.of(INETD);
    }
    if (internet.isPresent()) {
      return Optional.of(internet.get().protocol().equals("udp") ? UDP : TCP);
    }
    if (unix.isPresent()) {
      return Optional.of(ofUnix(number, inode, unix.get(), all, sockets));
    }
    return tablesRead ? Optional.of(ANON) : Optional.empty();
  }

  private static boolean listens(Optional<SocketTable.Unix> unix) {
    return unix.isPresent() && unix.get().listening();
  }

  private static DescriptorKind ofUnix(
      int number,
      String inode,
      SocketTable.Unix unix,
      SortedMap<Integer, Descriptor> all,
      SocketTable sockets) {
    if (!unix.stream()) {
      return UNIX;
    }
    Optional<String> peer = sockets.peerPath(inode);
    if (sockets.isNamedAsJournal(inode) || peer.filter(DescriptorKind::isJournal).isPresent()) {
      return JOURNAL;
    }
    boolean nameless = peer.isEmpty() && unix.path().isEmpty();
    boolean both = number <= 2 && isSame(inode, 1, all) && isSame(inode, 2, all);
    return nameless && both ? SUPERVISOR : UNIX;
  }

  private static boolean isSame(String inode, int number, SortedMap<Integer, Descriptor> all) {
    return all.get(number) instanceof Descriptor.Open open
        && open.socket().equals(Optional.of(inode));
  }
}
