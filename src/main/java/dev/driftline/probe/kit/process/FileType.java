package dev.driftline.probe.kit.process;

/// What a descriptor really leads to, whatever its path says: `ls -L` follows `/proc/PID/fd/FD` to the open file itself
/// (stat(2)).
///
/// @param letter `c` a character device, `b` a block device, `-` a file, `p` a named pipe, `d` a folder, `s` a socket
/// @param major  of a device; otherwise 0
/// @param minor  of a device; otherwise 0
public record FileType(char letter, int major, int minor) {

  /// The null device of every Linux (Documentation/admin-guide/devices.txt).
  public static final FileType NULL = new FileType('c', 1, 3);
}
