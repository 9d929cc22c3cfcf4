package dev.driftline.ssh.hostkey;

import java.nio.file.Path;
import java.util.List;

/// Which host keys count.
///
/// @param files     known_hosts files; a missing one holds nothing
/// @param acceptNew whether the key of a host never seen is added to the first file instead of refused
public record HostKeys(List<Path> files, boolean acceptNew) {

  public HostKeys {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no known_hosts file is named");
    }
  }

  /// The files of ssh, for the user whose home directory this is.
  public static List<Path> usualFiles(Path home) {
    Path ssh = home.resolve(".ssh");
    return List.of(
        ssh.resolve("known_hosts"),
        ssh.resolve("known_hosts2"),
        Path.of("/etc/ssh/ssh_known_hosts"));
  }
}
