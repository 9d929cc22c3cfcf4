package dev.driftline.probe.kit.process;

import java.util.List;
import java.util.Optional;

/// Where a process belongs by its control group: the systemd unit and the container.
///
/// Read in one pass over the path: it is what a host says, however long.
///
/// @param unit      `ssh.service`, `session-4.scope`; the innermost one
/// @param container the engine and the first twelve digits of the container's number: `docker:3f2a9b…`
public record ControlGroup(Optional<String> unit, Optional<String> container) {

  private static final List<String> UNITS =
      List.of(".service", ".scope", ".socket", ".mount", ".swap");
  private static final List<String> ENGINES =
      List.of("docker", "libpod", "cri-containerd", "crio", "containerd", "kubepods", "lxc");
  private static final List<String> LXC = List.of("/lxc.payload.", "/lxc.payload/", "/lxc/");

  /// Of a container's number, in hexadecimal.
  private static final int DIGITS = 64;

  private static final int SHOWN_DIGITS = 12;

  /// Reads a path of `/proc/PID/cgroup` (cgroups(7)), empty for the root.
  public static ControlGroup of(String path) {
    return new ControlGroup(unit(path), container(path).or(() -> lxc(path)));
  }

  /// The last part of the path that is named as a unit.
  private static Optional<String> unit(String path) {
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

  /// The first word for an engine, and the first number behind it.
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
