package dev.driftline.ssh.hostkey;

import dev.driftline.file.AppendedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Adds the keys of hosts that were never seen to a known_hosts file, one line each, at its end. What
/// stands in the file is never rewritten, and a host that has any key there gets no other.
///
/// The file is locked while it is read and written, so that of two runs that meet a host at once the
/// second sees the first one's key. Safe for many threads.
public final class NewHostKeys {

  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private NewHostKeys() {}

  /// Adds the key, unless the files now hold one for this host. `files` are all that count for the host;
  /// the first one is added to.
  ///
  /// @return [HostKeyVerdict.Known] if it was added or meanwhile was; else what the files hold
  public static HostKeyVerdict add(List<Path> files, String address, int port, PublicKey key)
      throws IOException, KnownHostsException {
    IN_THIS_PROCESS.lock();
    try (AppendedFile file = AppendedFile.open(files.getFirst())) {
      HostKeyVerdict now = held(files, file).check(address, port, key);
      if (!(now instanceof HostKeyVerdict.Unknown)) {
        return now;
      }
      file.append(KnownHosts.name(address, port) + " " + key.type() + " " + key.base64());
      return new HostKeyVerdict.Known();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static KnownHosts held(List<Path> files, AppendedFile first)
      throws IOException, KnownHostsException {
    KnownHostsReader reader = new KnownHostsReader();
    reader.read(files.getFirst(), first.bytes(KnownHostsReader.LARGEST_FILE));
    for (Path file : files.subList(1, files.size())) {
      reader.read(file);
    }
    return new KnownHosts(reader);
  }
}
