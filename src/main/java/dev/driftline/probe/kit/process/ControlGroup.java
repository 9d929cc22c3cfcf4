package dev.driftline.probe.kit.process;

import java.util.List;
import java.util.Optional;

/// The systemd unit and the container of a process, found in the path of its control group. For example,
/// `/system.slice/docker-3f2a….scope` has the unit `docker-3f2a….scope` and the container `docker:3f2a…`.
///
/// The host chooses the path, so each part is read in one pass, however long the path is.
///
/// @param unit      the innermost one: `ssh.service`, `session-4.scope`
/// @param container the engine and the first twelve digits of the container's number: `docker:3f2a9b0c11d2`
public record ControlGroup(Optional<String> unit, Optional<String> container) {

  private static final List<String> UNITS =
      List.of(".service", ".scope", ".socket", ".mount", ".swap");
  private static final List<String> ENGINES =
      List.of("docker", "libpod", "cri-containerd", "crio", "containerd", "kubepods", "lxc");
  private static final List<String> LXC = List.of("/lxc.payload.", "/lxc.payload/", "/lxc/");

  /// A container's number has this many hexadecimal digits.
  private static final int DIGITS = 64;

  private static final int SHOWN_DIGITS = 12;

  /// Reads a path of `/proc/PID/cgroup` (cgroups(7)); it is empty for the root.
  public static ControlGroup of(String path) {
    return new ControlGroup(unit(path), container(path).or(() -> lxc(path)));
  }

  /// The last part of the path that ends like a unit.
  private static Optional<String> unit(String path) {
    // from the last part to the first; each must be longer than its ending
    int end = path.length();
    for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', end - 1)) {
      for (String kind : UNITS) {
        int name = end - kind.length();
        if (name > slash + 1 && path.startsWith(kind, name)) {
          return Optional.of(path.substring(slash + 1, end));
        }
      }
      end = slash;
    }
    return Optional.empty();
  }

  /// The first engine that the path names, and the first container number after it.
  private static Optional<String> container(String path) {
    int first = path.length();
    String word = "";
    for (String engine : ENGINES) {
      int at = path.indexOf(engine);
      if (at >= 0 && at < first) {
        first = at;
        word = engine;
      }
    }
    int number = word.isEmpty() ? -1 : number(path, first + word.length());
    return number < 0
        ? Optional.empty()
        : Optional.of(engine(word) + ":" + path.substring(number, number + SHOWN_DIGITS));
  }

  /// Where the first run of 64 hexadecimal digits begins, from `from` on; -1 if there is none.
  private static int number(String path, int from) {
    int digits = 0;
    for (int at = from; at < path.length(); at++) {
      char c = path.charAt(at);
      digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? digits + 1 : 0;
      if (digits == DIGITS) {
        return at + 1 - DIGITS;
      }
    }
    return -1;
  }

  /// `/lxc/NAME`, `/lxc.payload/NAME` or `/lxc.payload.NAME`. LXC names its containers, and has no numbers.
  private static Optional<String> lxc(String path) {
    for (int at = path.indexOf("/lxc"); at >= 0; at = path.indexOf("/lxc", at + 1)) {
      for (String prefix : LXC) {
        int name = at + prefix.length();
        if (path.startsWith(prefix, at) && name < path.length() && path.charAt(name) != '/') {
          int end = path.indexOf('/', name);
          return Optional.of("lxc:" + path.substring(name, end < 0 ? path.length() : end));
        }
      }
    }
    return Optional.empty();
  }

  private static String engine(String word) {
    return switch (word) {
      case "libpod" -> "podman";
      case "cri-containerd", "containerd" -> "containerd";
      case "kubepods" -> "kubernetes";
      default -> word;
    };
  }
}
