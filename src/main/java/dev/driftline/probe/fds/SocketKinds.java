package dev.driftline.probe.fds;

import dev.driftline.probe.fds.OtherEnds.End;
import dev.driftline.probe.fds.OtherEnds.Where;
import dev.driftline.probe.kit.network.SocketTable;
import java.util.List;
import java.util.Optional;

/// Finds the kinds of sockets: `tcp`, `supervisor`, `journal`…
final class SocketKinds {

  private final SocketTable sockets;
  private final List<String> unread;
  private final OtherEnds others;

  /// @param unread the tables of sockets that could not be read
  SocketKinds(SocketTable sockets, List<String> unread, OtherEnds others) {
    this.sockets = sockets;
    this.unread = unread;
    this.others = others;
  }

  Kind of(int number, String inode, HeldBy held, End end) {
    Optional<SocketTable.Internet> internet = sockets.internet(inode);
    Optional<SocketTable.Unix> unix = sockets.unix(inode);
    // a listening socket stays one, even if inetd gave it to the process as 0
    if (internet
        .map(socket -> socket.state().equals("listen"))
        .or(() -> unix.map(SocketTable.Unix::listening))
        .orElse(false)) {
      return Kind.of(DescriptorKind.LISTEN);
    }
    // inetd gives one connection as 0, 1 and 2, of TCP or unix
    if (isOn(inode, held, 0, number) && isOn(inode, held, 1, number)) {
      return Kind.of(DescriptorKind.INETD);
    }
    if (internet.isPresent()) {
      return Kind.of(
          internet.get().protocol().equals("udp") ? DescriptorKind.UDP : DescriptorKind.TCP);
    }
    if (unix.isPresent()) {
      return ofUnix(number, inode, unix.get(), held, end);
    }
    // in no table: either it has no name, or its table could not be read
    return unread.isEmpty()
        ? Kind.of(DescriptorKind.ANON)
        : new Kind.Unknown(unread.getFirst() + " could not be read");
  }

  private Kind ofUnix(int number, String inode, SocketTable.Unix unix, HeldBy held, End end) {
    // two signs of journald: the environment of the process, or the path at the other end
    Optional<String> peerPath = sockets.peerPath(inode);
    if (unix.stream()
        && (sockets.isNamedAsJournal(inode)
            || peerPath.filter(SocketKinds::isJournal).isPresent())) {
      return Kind.of(DescriptorKind.JOURNAL);
    }
    if (sockets.isPeerInDoubt(inode)) {
      return new Kind.Unknown("ss named two paths for the other end, and neither can be believed");
    }
    // a datagram socket with a path and no peer waits for messages: /dev/log of a logger
    if (!unix.stream() && !unix.connected() && unix.path().isPresent()) {
      return Kind.of(DescriptorKind.LISTEN);
    }
    // a connection to a service has a path at one of its ends
    if (!unix.stream() || !unix.connected() || unix.path().isPresent() || peerPath.isPresent()) {
      return Kind.of(DescriptorKind.UNIX);
    }
    boolean both = isOn(inode, held, 1, number) && isOn(inode, held, 2, number);
    return switch (end) {
      case End.Known(Where where, _) -> ofNameless(where, both);
      // whoever holds it is no ancestor, if all of these could be looked at
      case End.Unknown(String why) ->
          sockets.peerInode(inode).isPresent() && others.listedAncestors(held.process())
              ? Kind.of(both ? DescriptorKind.SUPERVISOR : DescriptorKind.UNIX)
              : new Kind.Unknown(why);
      case End.None _ -> Kind.of(DescriptorKind.UNIX);
    };
  }

  /// The kind of a stream without paths.
  ///
  /// @param both whether it is on 1 and 2. Nobody does that by accident
  private static Kind ofNameless(Where where, boolean both) {
    return switch (where) {
      case ITSELF -> Kind.of(DescriptorKind.UNIX);
      case ANCESTOR -> Kind.of(DescriptorKind.SUPERVISOR);
      case PROCESS -> Kind.of(both ? DescriptorKind.SUPERVISOR : DescriptorKind.UNIX);
      // the other end may have been a supervisor, or a service that had a path
      case NOBODY ->
          both
              ? Kind.of(DescriptorKind.SUPERVISOR)
              : new Kind.Unknown(
                  "the other end of the stream is closed, so who held it cannot be told");
    };
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

  /// Whether `number` is one of 0, 1 and 2, and the socket is on `standard` too.
  private static boolean isOn(String inode, HeldBy held, int standard, int number) {
    return HeldBy.isStandard(number) && held.leadsTo("socket:[%s]".formatted(inode), standard);
  }
}
