package dev.driftline.file;

import dev.driftline.file.FileRefusedException.Why;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;

/// A place for a file that this program writes: a name, and the open folder that it is in.
///
/// Like sudo and ssh, it refuses two things:
///
/// - a folder that everybody may write and that is not sticky, because anybody could put another file in place of ours
/// - a link of another user on the way to the folder, because that user would decide where root writes
///
/// A folder of another user or group is not refused. Its owner may rename or delete the files in it anyway, and no link
/// in it is followed.
final class FilePlace implements AutoCloseable {

  private static final int EVERYBODY_WRITES = 0_002;
  private static final int STICKY = 0_1000;
  private static final int MOST_LINKS = 40; // as in the kernel, path_resolution(7)

  private final Path named;
  private final Folder folder;
  private final Path name;

  private FilePlace(Path named, Folder folder, Path name) {
    this.named = named;
    this.folder = folder;
    this.name = name;
  }

  /// The place of `file`, whose folder must exist.
  ///
  /// @throws IOException if no file can be written there; the message says why
  static FilePlace of(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path named = Objects.requireNonNullElse(absolute.getParent(), absolute);
    Path name = Objects.requireNonNull(absolute.getFileName(), "a file has a name");
    if (!Files.isDirectory(named)) {
      throw new IOException("there is no folder " + named);
    }
    if (!Files.isWritable(named)) {
      throw new IOException("no file may be made in " + named);
    }
    // open the folder, then look at what was opened: it cannot be exchanged any more
    FilePlace place = new FilePlace(named, Folder.open(trusted(named)), name);
    try {
      place.requireSame();
      place.requireRegularOrNothing();
      return place;
    } catch (IOException e) {
      place.close();
      throw e;
    }
  }

  Folder folder() {
    return folder;
  }

  Path name() {
    return name;
  }

  /// Refuses the folder if its path leads to another folder by now, or if everybody may write it by now.
  void requireSame() throws IOException {
    Path real = trusted(named);
    if (!folder.isAt(real)) {
      throw new IOException("another folder has taken the place of " + named);
    }
    Object mode = Files.getAttribute(real, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (((int) Objects.requireNonNull(mode) & (EVERYBODY_WRITES | STICKY)) == EVERYBODY_WRITES) {
      throw new IOException(
          "everybody may exchange files in %s: chmod o-w or chmod +t it, or write elsewhere"
              .formatted(named));
    }
  }

  /// Refuses the name if a link, folder, pipe or device has it.
  void requireRegularOrNothing() throws IOException {
    try {
      if (!folder.attributes(name).isRegularFile()) {
        throw FileRefusedException.notRegular();
      }
    } catch (NoSuchFileException _) {
      // the name is free
    }
  }

  /// Forces the folder to disk. Otherwise a new name may be lost in a power failure.
  void force() throws IOException {
    try (FileChannel channel = folder.open(Path.of("."), Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  /// The path without its links; the file may be missing. Each link on the way must belong to this user or root.
  static Path trusted(Path absolute) throws IOException {
    Path start = Objects.requireNonNull(absolute.getRoot(), "an absolute path");
    // walk name by name; a link puts the names of its target before the rest
    Deque<Path> rest = new ArrayDeque<>();
    absolute.forEach(rest::addLast);
    Path real = start;
    int links = 0;
    while (!rest.isEmpty()) {
      Path next = real.resolve(rest.removeFirst()).normalize();
      if (!Files.isSymbolicLink(next)) {
        real = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(absolute.toString());
      }
      Path target = target(next);
      // a relative target starts at the folder of the link
      real = target.isAbsolute() ? start : real;
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        rest.addFirst(target.getName(i));
      }
    }
    return real;
  }

  /// The target of a link. The owner is checked before and after reading, so a link that was exchanged in between is
  /// refused.
  private static Path target(Path link) throws IOException {
    boolean before = User.mayBeTrustedWith(link);
    Path target = Files.readSymbolicLink(link);
    if (!before || !User.mayBeTrustedWith(link)) {
      throw new FileRefusedException(
          Why.OF_ANOTHER_USER, "is reached by a link of another user, " + link);
    }
    return target;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
