package dev.driftline.ssh.hostkey;

import java.nio.file.Path;
import java.util.List;

/// Which host keys count.
///
/// @param files     known_hosts files of the user or of the command line; a missing one holds nothing
/// @param acceptNew whether the key of a host never seen is added to the first file instead of refused
public record HostKeys(List<Path> files, boolean acceptNew) {

  public HostKeys {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no known_hosts file is named");
    }
  }

  /// Whether a new key may be added for a host with these files. The inventory may name other files than the user's:
  /// those are only read, because a line at the end of a file means something in many files (`authorized_keys`).
  ///
  /// @param ofHost the files that count for the host, the first one would be added to
  public boolean mayAdd(List<Path> ofHost) {
    return acceptNew && isOwn(ofHost.getFirst());
  }

  /// Whether this is the file that new keys are added to.
  public boolean isOwn(Path file) {
    return file.equals(files.getFirst());
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
