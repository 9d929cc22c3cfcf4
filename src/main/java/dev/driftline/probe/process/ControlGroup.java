package dev.driftline.probe.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a process belongs by its control group: the systemd unit and the container.
///
/// @param unit      `ssh.service`, `session-4.scope`; the innermost one
/// @param container the engine and the first twelve digits of the container's number: `docker:3f2a9b…`
public record ControlGroup(Optional<String> unit, Optional<String> container) {

  private static final Pattern UNIT =
      Pattern.compile("/([^/]+\\.(?:service|scope|socket|mount|swap))(?=/|$)");
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(docker|libpod|cri-containerd|crio|containerd|kubepods|lxc)[^\n]*?([0-9a-f]{12})[0-9a-f]{52}");
  private static final Pattern LXC = Pattern.compile("/lxc(?:\\.payload[./]|/)([^/]+)");

  /// Reads a path of `/proc/PID/cgroup` (cgroups(7)), empty for the root.
  public static ControlGroup of(String path) {
    Matcher units = UNIT.matcher(path);
    Optional<String> unit = Optional.empty();
    while (units.find()) {
      unit = Optional.of(units.group(1));
    }
    return new ControlGroup(unit, container(path));
  }

  private static Optional<String> container(String path) {
    Matcher numbered = CONTAINER.matcher(path);
    if (numbered.find()) {
      return Optional.of(engine(numbered.group(1)) + ":" + numbered.group(2));
    }
    Matcher lxc = LXC.matcher(path);
    return lxc.find() ? Optional.of("lxc:" + lxc.group(1)) : Optional.empty();
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
