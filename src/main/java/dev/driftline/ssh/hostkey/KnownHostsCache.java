package dev.driftline.ssh.hostkey;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The host keys of a run: each list of known_hosts files is read once. Safe for many threads.
public final class KnownHostsCache {

  private final Map<List<Path>, KnownHosts> read = new HashMap<>();

  /// Reads the files, or returns what was read before.
  ///
  /// @throws KnownHostsException if one of them is there but cannot be read
  public synchronized KnownHosts of(List<Path> files) throws KnownHostsException {
    KnownHosts known = read.get(files);
    if (known == null) {
      known = KnownHosts.read(files);
      read.put(List.copyOf(files), known);
    }
    return known;
  }
}
