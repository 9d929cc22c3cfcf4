package dev.driftline.probe.fds;

import java.util.Optional;

/// What was seen of one descriptor of one process.
sealed interface Descriptor {

  /// The kernel says that there is none of this number, twice.
  record Closed() implements Descriptor {}

  /// There may be one, but it could not be looked at.
  record Unread(String why) implements Descriptor {}

  /// It is open.
  ///
  /// @param mode   `r`, `w` or `rw`
  /// @param flags  the `flags` of `/proc/PID/fdinfo/FD`, as a number; empty if it was not asked for or not readable
  /// @param target what the kernel calls it: a path, `socket:[123]`, `anon_inode:[eventpoll]`
  record Open(String mode, Optional<Integer> flags, String target) implements Descriptor {

    private static final int APPEND = 02000;
    private static final int CLOSE_ON_EXEC = 02000000;

    Optional<Boolean> appends() {
      return flags.map(bits -> (bits & APPEND) != 0);
    }

    Optional<Boolean> closesOnExec() {
      return flags.map(bits -> (bits & CLOSE_ON_EXEC) != 0);
    }

    /// The inode of the socket it is.
    Optional<String> socket() {
      return target.startsWith("socket:[") && target.endsWith("]")
          ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
          : Optional.empty();
    }
  }
}
