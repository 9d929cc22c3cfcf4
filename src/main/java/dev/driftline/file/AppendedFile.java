package dev.driftline.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// A file of lines that is locked against other processes, read, and added to at its end. What stands in it is never
/// rewritten. Where a link leads to it, every link on the way belongs to this user or root. Not for several threads.
public final class AppendedFile implements AutoCloseable {

  private final FilePlace place;
  private final FileChannel channel;

  private AppendedFile(FilePlace place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /// Opens the file and waits for its lock. What is missing is made, for its owner only: the file and its folder.
  ///
  /// @throws IOException if it cannot be opened or made; the message says why
  public static AppendedFile open(Path file) throws IOException {
    Path real = FilePlace.trusted(file.toAbsolutePath());
    makeFolder(Objects.requireNonNullElse(real.getParent(), real));
    FilePlace place = FilePlace.of(real);
    boolean opened = false;
    try {
      FileChannel channel =
          place
              .folder()
              .open(
                  place.name(),
                  Set.of(
                      StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                  Replacement.OWN);
      AppendedFile appended = new AppendedFile(place, channel);
      opened = true;
      return appended.locked();
    } finally {
      if (!opened) {
        place.close();
      }
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// The lock is given up when the file is closed.
  private AppendedFile locked() throws IOException {
    boolean locked = false;
    try {
      place.requireRegularOrNothing(); // opened for reading and writing, a pipe is not waited for
      FileLock _ = channel.lock();
      locked = true;
      return this;
    } finally {
      if (!locked) {
        close();
      }
    }
  }

  /// Everything in it.
  ///
  /// @param most in bytes; a longer file is refused
  public byte[] bytes(int most) throws IOException {
    channel.position(0);
    return new OpenedFile(channel).bytes(most);
  }

  /// Adds a line, forced to disk, and gives up the lock: closing the second channel does, so nothing may follow. Ends a
  /// last line that has no end first.
  public void append(String line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(
            (endsInLine() ? line + "\n" : "\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel end =
        place
            .folder()
            .open(place.name(), Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
      while (bytes.hasRemaining()) {
        end.write(bytes);
      }
      end.force(true);
    }
  }

  private boolean endsInLine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.size() == 0
        || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
  }

  @Override
  public void close() throws IOException {
    try (place) {
      channel.close();
    }
  }
}
