package dev.driftline.ssh.hostkey;

import dev.driftline.file.AppendedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Adds the keys of new hosts to a known_hosts file, one line for each, at its end. Lines that are there are never
/// changed, and a host that has a key there gets no second one.
///
/// The file is locked while it is read and written. So if two runs meet a new host at the same time, the second sees
/// the key that the first has added. Safe for many threads.
public final class NewHostKeys {

  /// The lock on the file holds between processes only.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private NewHostKeys() {}

  /// Adds the key to the first of the files, unless one of the files holds a key for this host by now.
  ///
  /// @param files all known_hosts files that count for this host
  /// @return [HostKeyVerdict.Known] if the key was added, here or by another run; otherwise what the files say about it
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
