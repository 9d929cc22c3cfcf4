package dev.driftline.probe.kit.process;

import java.util.Optional;

/// One descriptor of one process, as the host was seen to have it.
public sealed interface Descriptor {

  /// The process has no descriptor of this number. The host looked twice, and the kernel said so both times.
  record Closed() implements Descriptor {}

  /// The host could not look. The descriptor may be open or closed.
  ///
  /// @param why in the words of the host: `Permission denied`
  record Unread(String why) implements Descriptor {}

  /// The descriptor is open.
  ///
  /// @param mode   `r`, `w` or `rw`
  /// @param flags  the number behind `flags:` in `/proc/PID/fdinfo/FD` (proc_pid_fdinfo(5), in octal there); empty if
  ///     it was not asked for or could not be read
  /// @param target the target of the link `/proc/PID/fd/FD`: a path, `socket:[123]`, `anon_inode:[eventpoll]`
  /// @param file   what the path leads to. Empty if the target is no path, or if it could not be told. `/dev/null` has
  ///     it always: it was checked by number, once for all processes that see the host's own files
  record Open(String mode, Optional<Integer> flags, String target, Optional<FileType> file)
      implements Descriptor {

    // O_APPEND and O_CLOEXEC of include/uapi/asm-generic/fcntl.h
    private static final int APPEND = 02000;
    private static final int CLOSE_ON_EXEC = 02000000;

    public Optional<Boolean> appends() {
      return flags.map(bits -> (bits & APPEND) != 0);
    }

    public Optional<Boolean> closesOnExec() {
      return flags.map(bits -> (bits & CLOSE_ON_EXEC) != 0);
    }

    /// The inode of the socket, if it is one: `123` of `socket:[123]`.
    public Optional<String> socket() {
      return target.startsWith("socket:[") && target.endsWith("]")
          ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
          : Optional.empty();
    }
  }
}
