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

/// A file of lines that is locked against other processes, read, and extended at its end: a `known_hosts` file, for
/// example. Its lines are never rewritten. If links lead to it, each link must belong to this user or root. Not for
/// several threads.
public final class AppendedFile implements AutoCloseable {

  private final FilePlace place;
  private final FileChannel channel;

  private AppendedFile(FilePlace place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /// Opens the file, and waits for its lock. A missing file or folder is made, with rights for its owner only.
  ///
  /// @throws IOException if it cannot be opened or made; the message says why
  public static AppendedFile open(Path file) throws IOException {
    // links first: everything below is about the path without links
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
      // the place holds an open folder
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

  /// Locks the file. Closing the channel gives up the lock.
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

  /// The whole content.
  ///
  /// @param most in bytes; a longer file is refused
  public byte[] bytes(int most) throws IOException {
    channel.position(0);
    return new OpenedFile(channel).bytes(most);
  }

  /// Adds a line, and forces it to disk. If the last line has no end, it gets one first.
  ///
  /// No other method may be called after this one. It closes a second channel to the file, and thereby the process
  /// loses its lock (fcntl(2), F_SETLK).
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
