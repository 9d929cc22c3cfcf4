package dev.driftline.ssh.hostkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
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
    Path file = files.getFirst();
    IN_THIS_PROCESS.lock();
    try {
      createIfMissing(file);
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        HostKeyVerdict now = held(files, channel).check(address, port, key);
        if (!(now instanceof HostKeyVerdict.Unknown)) {
          return now;
        }
        append(file, channel, KnownHosts.name(address, port), key);
        return new HostKeyVerdict.Known();
      }
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static KnownHosts held(List<Path> files, FileChannel first)
      throws IOException, KnownHostsException {
    KnownHostsReader reader = new KnownHostsReader();
    reader.read(files.getFirst(), first);
    for (Path file : files.subList(1, files.size())) {
      reader.read(file);
    }
    return new KnownHosts(reader);
  }

  /// Closing the second channel gives up the lock, so nothing may follow.
  private static void append(Path file, FileChannel locked, String name, PublicKey key)
      throws IOException {
    String line = name + " " + key.type() + " " + key.base64() + "\n";
    String text = endsInLine(locked) ? line : "\n" + line;
    try (FileChannel end =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        end.write(bytes);
      }
      end.force(true);
    }
  }

  private static boolean endsInLine(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.size() == 0
        || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
  }

  private static void createIfMissing(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        .close();
  }
}
