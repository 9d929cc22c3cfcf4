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

/// Where this program writes a file: a name in a folder that is held open.
///
/// Two things are refused, as sudo and ssh refuse them for files that they trust. A folder that everybody may write and
/// that is not sticky: whoever likes could put another file in place of ours. And a link of another user on the way to the
/// folder: it would be for him to say where root writes. A folder of another user or of a group is taken: its owner decides
/// over the names in it anyway, and no link in it is followed.
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

  /// @throws IOException if nothing can be written there; the message says why
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

  /// Refuses a folder that is another one than the path leads to by now, or that everybody may write by now.
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

  /// Refuses a link, folder, pipe or device that has the name.
  void requireRegularOrNothing() throws IOException {
    try {
      if (!folder.attributes(name).isRegularFile()) {
        throw FileRefusedException.notRegular();
      }
    } catch (NoSuchFileException _) {
      // nothing is in the way
    }
  }

  /// Forces the names in the folder to disk.
  void force() throws IOException {
    try (FileChannel channel = folder.open(Path.of("."), Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  /// Where a path leads, without links, whether there is something or not. Every link on the way must belong to this user
  /// or root.
  static Path trusted(Path absolute) throws IOException {
    Path start = Objects.requireNonNull(absolute.getRoot(), "an absolute path");
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
      real = target.isAbsolute() ? start : real;
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        rest.addFirst(target.getName(i));
      }
    }
    return real;
  }

  /// Its owner is looked at before and after, lest it is exchanged in between.
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
