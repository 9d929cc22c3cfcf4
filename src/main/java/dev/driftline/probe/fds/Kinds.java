package dev.driftline.probe.fds;

import dev.driftline.probe.fds.OtherEnds.End;
import dev.driftline.probe.kit.process.Descriptor;
import dev.driftline.probe.kit.process.FileType;

/// Finds the kinds of descriptors. What a path leads to goes by the type and the number of the thing, not by its name:
/// an old process has `/dev/null (deleted)` and a new one writes into a file `/dev/null` if a script has replaced it.
final class Kinds {

  /// O_PATH of include/uapi/asm-generic/fcntl.h: it names a place, and can neither be read nor written.
  private static final int PATH_ONLY = 010000000;

  private static final String DELETED = " (deleted)";

  private final SocketKinds sockets;

  Kinds(SocketKinds sockets) {
    this.sockets = sockets;
  }

  /// The kind of `open`.
  ///
  /// @param number the number of the descriptor; 0, 1 and 2 are also compared with each other
  /// @param end    who holds the other end of a pipe or stream
  Kind of(int number, Descriptor.Open open, HeldBy held, End end) {
    // sockets, pipes and memory files have targets that the kernel makes up
    if (open.socket().isPresent()) {
      return sockets.of(number, open.socket().get(), held, end);
    }
    if (isPathOnly(open)) {
      return Kind.of(DescriptorKind.ANON);
    }
    String target = open.target();
    if (target.startsWith("pipe:[")) {
      return Kind.of(DescriptorKind.PIPE);
    }
    if (target.startsWith("/memfd:")) {
      // what is only read was given as input: StandardInputText= of systemd.exec(5)
      return Kind.of(open.mode().equals("r") ? DescriptorKind.FILE_READ : DescriptorKind.MEMFD);
    }
    // anything else without a path: `anon_inode:[eventpoll]`. A path outside of the process's root
    // directory begins with `(unreachable)`, but it is a file
    if (!target.startsWith("/") && !target.startsWith("(unreachable)")) {
      return Kind.of(DescriptorKind.ANON);
    }
    if (DeviceNumbers.isSlave(target)) {
      return Kind.of(DescriptorKind.TTY);
    }
    return open.file()
        .map(file -> ofPath(file, target, open, isRedirection(number, open, held)))
        .orElseGet(() -> new Kind.Unknown("the type of what its path leads to could not be read"));
  }

  private static boolean isPathOnly(Descriptor.Open open) {
    return open.flags().filter(flags -> (flags & PATH_ONLY) != 0).isPresent();
  }

  /// Whether the same file is on 1 and on 2. Nobody does that by accident: atd opens the mail of a job for both, and
  /// for reading, too.
  private static boolean isRedirection(int number, Descriptor.Open open, HeldBy held) {
    return (number == 1 && held.leadsTo(open.target(), 2))
        || (number == 2 && held.leadsTo(open.target(), 1));
  }

  private static Kind ofPath(
      FileType file, String target, Descriptor.Open open, boolean redirection) {
    return switch (file.letter()) {
      case 'p' -> Kind.of(DescriptorKind.FIFO);
      case 'c', 'b' -> Kind.of(ofDevice(file, target));
      case '-', 'd' ->
          target.endsWith(DELETED) ? Kind.of(DescriptorKind.DELETED) : ofFile(open, redirection);
      default -> new Kind.Unknown("it is of a type that driftline does not know");
    };
  }

  private static DescriptorKind ofDevice(FileType device, String target) {
    if (device.equals(FileType.NULL)) {
      return DescriptorKind.DEV_NULL;
    }
    boolean gone = target.endsWith(DELETED);
    String path = gone ? target.substring(0, target.length() - DELETED.length()) : target;
    if (DeviceNumbers.isTerminal(device, path)) {
      return gone ? DescriptorKind.TTY_GONE : DescriptorKind.TTY;
    }
    return DeviceNumbers.isHarmless(device) ? DescriptorKind.DEVICE : DescriptorKind.OTHER_DEVICE;
  }

  private static Kind ofFile(Descriptor.Open open, boolean redirection) {
    if (open.mode().equals("r")) {
      return Kind.of(DescriptorKind.FILE_READ);
    }
    // without its flags, a file open for writing has no kind: what is only appended to is a log
    return open.appends()
        .map(appends -> Kind.of(written(open.mode(), appends, redirection)))
        .orElseGet(() -> new Kind.Unknown("its flags could not be read"));
  }

  private static DescriptorKind written(String mode, boolean appends, boolean redirection) {
    if (appends) {
      return DescriptorKind.FILE_APPEND;
    }
    return mode.equals("rw") && !redirection
        ? DescriptorKind.FILE_READ_WRITE
        : DescriptorKind.FILE_WRITE;
  }
}
