package dev.driftline.probe.fds;

import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.probe.kit.process.Descriptor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The kind of a descriptor, in the words of policies: `/var/log/x.log` opened for appending is `file-append`. A
/// descriptor that could not be looked at has no kind.
public enum DescriptorKind {
  CLOSED,
  DEV_NULL,
  TTY,
  PIPE,
  FILE_APPEND,
  FILE_WRITE,
  FILE_READ,
  FILE_READ_WRITE,
  /// A file that was removed. For example, a log that was rotated while its writer kept it open.
  DELETED,
  /// A stream to journald. systemd connects 1 and 2 of a service to it.
  JOURNAL,
  /// 1 and 2 are the same unix stream, and neither end has a path. Some supervisors collect output like that.
  SUPERVISOR,
  /// 0 and 1 are the same connection. inetd starts a service like that.
  INETD,
  LISTEN,
  TCP,
  UDP,
  UNIX,
  /// An object without a name: an event poll, a timer, or a socket that is in no table of TCP, UDP or unix sockets
  /// (netlink, or a connection that has ended).
  ANON,
  MEMFD,
  DEVICE;

  /// The word in reports and policies: `file-read-write`.
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public static List<String> words() {
    return java.util.Arrays.stream(values()).map(DescriptorKind::word).toList();
  }

  /// The kind of `open`; empty if it cannot be told.
  ///
  /// The order of the tests matters. A removed terminal is `deleted`, not `tty`, and `/dev/null` is not a `device`.
  ///
  /// @param number     the number of the descriptor; 0, 1 and 2 are also compared with each other
  /// @param all        all descriptors of the process
  /// @param tablesRead whether all tables of sockets could be read
  static Optional<DescriptorKind> of(
      int number,
      Descriptor.Open open,
      SortedMap<Integer, Descriptor> all,
      SocketTable sockets,
      boolean tablesRead) {
    // sockets, pipes and memory files have targets that the kernel makes up
    if (open.socket().isPresent()) {
      return ofSocket(number, open.socket().get(), all, sockets, tablesRead);
    }
    String target = open.target();
    // a device of its own kind, so this test comes before that for devices
    if (target.equals("/dev/null")) {
      return Optional.of(DEV_NULL);
    }
    if (target.startsWith("pipe:[")) {
      return Optional.of(PIPE);
    }
    if (target.startsWith("/memfd:")) {
      return Optional.of(MEMFD);
    }
    // anything else without a path: `anon_inode:[eventpoll]`. A path outside of the process's root
    // directory begins with `(unreachable)`, but it is a file
    if (!target.startsWith("/") && !target.startsWith("(unreachable)")) {
      return Optional.of(ANON);
    }
    // from here on the target is a path
    if (target.endsWith(" (deleted)")) {
      return Optional.of(DELETED);
    }
    if (isTerminal(target)) {
      return Optional.of(TTY);
    }
    // /dev/shm holds files of shared memory
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

  /// Whether a terminal's name follows `prefix`: digits, as in `/dev/pts/0`. With `letters`, letters may come before
  /// the digits, and both may be missing: `/dev/ttyS0`, `/dev/tty`.
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

  /// Whether journald listens at `path`: `/run/systemd/journal/stdout`, or `/run/systemd/journal.NAME/stdout` for a
  /// journal namespace (systemd-journald.service(8)).
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
      // without its flags, a file open for writing has no kind
      default -> open.appends().map(appends -> appends ? FILE_APPEND : FILE_WRITE);
    };
  }

  /// The kind of a socket.
  private static Optional<DescriptorKind> ofSocket(
      int number,
      String inode,
      SortedMap<Integer, Descriptor> all,
      SocketTable sockets,
      boolean tablesRead) {
    Optional<SocketTable.Internet> internet = sockets.internet(inode);
    Optional<SocketTable.Unix> unix = sockets.unix(inode);
    // a listening socket stays one, even if inetd gave it to the process as 0
    if (internet.isPresent() ? internet.get().state().equals("listen") : listens(unix)) {
      return Optional.of(LISTEN);
    }
    // inetd gives one connection as 0, 1 and 2, of TCP or unix
    if (number <= 2 && isSame(inode, 0, all) && isSame(inode, 1, all)) {
      return Optional.of(INETD);
    }
    if (internet.isPresent()) {
      return Optional.of(internet.get().protocol().equals("udp") ? UDP : TCP);
    }
    if (unix.isPresent()) {
      return Optional.of(ofUnix(number, inode, unix.get(), all, sockets));
    }
    // in no table: either it has no name, or its table could not be read
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
    // two signs of journald: the environment of the process, or the path at the other end
    Optional<String> peer = sockets.peerPath(inode);
    if (sockets.isNamedAsJournal(inode) || peer.filter(DescriptorKind::isJournal).isPresent()) {
      return JOURNAL;
    }
    // a supervisor makes a socketpair(2) without paths, and gives one end as 1 and as 2
    boolean nameless = peer.isEmpty() && unix.path().isEmpty();
    boolean both = number <= 2 && isSame(inode, 1, all) && isSame(inode, 2, all);
    return nameless && both ? SUPERVISOR : UNIX;
  }

  private static boolean isSame(String inode, int number, SortedMap<Integer, Descriptor> all) {
    return all.get(number) instanceof Descriptor.Open open
        && open.socket().equals(Optional.of(inode));
  }
}
