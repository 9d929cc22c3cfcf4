package dev.driftline.probe.fds;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The kind of a descriptor, in the words of policies: `/var/log/x.log` opened for appending is `file-append`. A
/// descriptor that could not be looked at has no kind.
public enum DescriptorKind {
  CLOSED,
  /// The null device, whatever its path.
  DEV_NULL,
  TTY,
  /// A terminal that has been closed. What is written to it fails.
  TTY_GONE,
  PIPE,
  /// A named pipe.
  FIFO,
  FILE_APPEND,
  FILE_WRITE,
  FILE_READ,
  FILE_READ_WRITE,
  /// A file that was removed. For example, a log that was rotated while its writer kept it open.
  DELETED,
  /// A stream to journald. systemd connects 1 and 2 of a service to it.
  JOURNAL,
  /// A stream whose ends have no path, and whose other end belongs to who collects the output: an ancestor, or anybody
  /// if it was put on both 1 and 2.
  SUPERVISOR,
  /// 0 and 1 are the same connection. inetd starts a service like that.
  INETD,
  LISTEN,
  TCP,
  UDP,
  UNIX,
  /// An object without a name: an event poll, a timer, or a socket that is in no table of TCP, UDP or unix sockets
  /// (netlink, or a connection that has ended). Also what was opened for its path only.
  ANON,
  MEMFD,
  /// A device that is nobody's data: zero, full, random, urandom, kmsg.
  DEVICE,
  /// Any other device: a disk, a virtual machine's interface, the master of somebody's terminal.
  OTHER_DEVICE;

  /// The word in reports and policies: `file-read-write`.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(DescriptorKind::word).toList();
  }
}
