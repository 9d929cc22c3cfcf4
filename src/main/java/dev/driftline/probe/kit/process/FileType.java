package dev.driftline.probe.kit.process;

import dev.driftline.probe.kit.Lines;
import java.util.Optional;

/// What a descriptor really leads to, whatever its path says: `ls -L` follows `/proc/PID/fd/FD` to the open file itself
/// (stat(2)).
///
/// @param letter `c` a character device, `b` a block device, `-` a file, `p` a named pipe, `d` a folder, `s` a socket,
///     `?` a device whose numbers were not understood
/// @param major  of a device; otherwise 0
/// @param minor  of a device; otherwise 0
public record FileType(char letter, int major, int minor) {

  /// The null device of every Linux (Documentation/admin-guide/devices.txt).
  public static final FileType NULL = new FileType('c', 1, 3);

  private static final String LETTERS = "-cbpdsl?";

  /// Reads `c1:3`, `b7:0`, `-` or `p`; empty if it is nothing like that. `?` is a device whose numbers were not
  /// understood.
  static Optional<FileType> of(String text) {
    if (text.isEmpty() || LETTERS.indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return text.length() == 1
          ? Optional.of(new FileType(text.charAt(0), 0, 0))
          : Optional.empty();
    }
    long major = Lines.number(text.substring(1, colon));
    long minor = Lines.number(text.substring(colon + 1));
    // 12 bits of major and 20 of minor (include/linux/kdev_t.h)
    return major < 0 || major > 0xfff || minor < 0 || minor > 0xfffff
        ? Optional.empty()
        : Optional.of(new FileType(text.charAt(0), (int) major, (int) minor));
  }
}
