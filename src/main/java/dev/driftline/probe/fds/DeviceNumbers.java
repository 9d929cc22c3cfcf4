package dev.driftline.probe.fds;

import dev.driftline.probe.kit.process.FileType;
import java.util.Set;

/// The character devices that a daemon may have on 0, 1 and 2, by their numbers. Source:
/// Documentation/admin-guide/devices.txt of Linux.
final class DeviceNumbers {

  /// zero, full, random, urandom and kmsg: devices of memory (major number 1) that are nobody's data.
  private static final Set<Integer> HARMLESS = Set.of(5, 7, 8, 9, 11);

  /// Majors of terminals: 3 are slaves of BSD's pseudo terminals, 4 consoles and serial ports, 166 and 188 modems and
  /// adapters at USB, 204 serial ports of small machines, 229 consoles of virtual machines.
  private static final Set<Integer> TERMINALS = Set.of(3, 4, 166, 188, 204, 229);

  /// Majors of the slaves of pseudo terminals: `/dev/pts/N`.
  private static final int FIRST_SLAVES = 136;

  private static final int LAST_SLAVES = 143;

  private DeviceNumbers() {}

  static boolean isHarmless(FileType device) {
    return device.letter() == 'c' && device.major() == 1 && HARMLESS.contains(device.minor());
  }

  /// Whether it is a terminal. Some have no fixed number, so a character device with the name of one is a terminal,
  /// too: only root makes devices. A master (`/dev/ptmx`) is none: what is written to it, somebody's terminal seems to
  /// say.
  static boolean isTerminal(FileType device, String path) {
    if (device.letter() != 'c') {
      return false;
    }
    int major = device.major();
    return (major >= FIRST_SLAVES && major <= LAST_SLAVES)
        || TERMINALS.contains(major)
        || (major == 5 && device.minor() <= 1)
        || isNameOfTerminal(path);
  }

  /// `/dev/tty`, `/dev/tty1`, `/dev/ttyS0`, `/dev/hvc0`, `/dev/console`.
  private static boolean isNameOfTerminal(String path) {
    return path.equals("/dev/console")
        || isNumbered(path, "/dev/hvc", false)
        || isNumbered(path, "/dev/tty", true);
  }

  /// `/dev/pts/0`: the file system devpts has no other files with such names.
  static boolean isSlave(String path) {
    return isNumbered(path, "/dev/pts/", false);
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
}
