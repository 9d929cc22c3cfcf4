package dev.driftline.file;

import dev.driftline.file.FileRefusedException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// A regular file that is open for reading.
///
/// It is looked at twice: before it is opened, so that no pipe or device is waited for, and afterwards, so that the
/// file that was looked at is the one that is read.
///
/// One hole is left. The JDK cannot ask an open file for its kind, and cannot open a pipe without waiting. So a user
/// who may change the folder, and puts a pipe there between the look and the opening, can make this program wait.
public final class OpenedFile implements AutoCloseable {

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final FileChannel channel;

  OpenedFile(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens the file at a path, wherever links lead. For paths that were named by somebody who may read the file.
  public static OpenedFile open(Path path) throws IOException {
    return opened(real(path), false);
  }

  /// The same for a secret. The file must belong to this user or root, and no other user may have any right to it.
  public static OpenedFile openSecret(Path path) throws IOException {
    return opened(real(path), true);
  }

  /// The same for a file that decides what this program does. It, its folder and the links on the way must belong to
  /// this user or root, and no other user may write to the file or to the folders that it and its link are in.
  public static OpenedFile openUnchangeable(Path path) throws IOException {
    Path named = path.toAbsolutePath();
    Path file = FilePlace.trusted(named);
    OpenedFile opened = opened(file, false);
    try {
      requireUnchangeable(file, Why.CHANGEABLE, "this file");
      requireUnchangeable(folder(file), Why.IN_CHANGEABLE_FOLDER, "its folder");
      requireUnchangeable(FilePlace.trusted(folder(named)), Why.IN_CHANGEABLE_FOLDER, "its folder");
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file is in a folder");
  }

  private static void requireUnchangeable(Path real, Why why, String what) throws IOException {
    if (!User.mayBeTrustedWith(real)) {
      throw new FileRefusedException(
          Why.OF_ANOTHER_USER, "cannot be trusted: %s belongs to another user".formatted(what));
    }
    if (attributes(real).permissions().stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
      throw new FileRefusedException(
          why, "cannot be trusted: others may write to %s".formatted(what));
    }
  }

  private static OpenedFile opened(Path real, boolean secret) throws IOException {
    PosixFileAttributes before = attributes(real);
    requireRegular(before);
    if (secret) {
      requireClosed(before);
      if (!User.mayBeTrustedWith(real)) {
        throw new FileRefusedException(Why.OF_ANOTHER_USER, "belongs to another user");
      }
    }
    FileChannel channel =
        FileChannel.open(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    return new OpenedFile(channel).identified(before, () -> attributes(real));
  }

  /// Opens a file in a folder.
  static OpenedFile open(Folder folder, Path name) throws IOException {
    PosixFileAttributes before = folder.attributes(name);
    requireRegular(before);
    FileChannel channel = folder.open(name, Set.of(StandardOpenOption.READ));
    return new OpenedFile(channel).identified(before, () -> folder.attributes(name));
  }

  /// The path without its links.
  static Path real(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        throw new FileRefusedException(Why.LEADS_NOWHERE, "is a link that leads to no file");
      }
      throw e;
    }
  }

  private static PosixFileAttributes attributes(Path real) throws IOException {
    return Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void requireRegular(PosixFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw FileRefusedException.notRegular();
    }
  }

  private static void requireClosed(PosixFileAttributes attributes) throws IOException {
    if (attributes.permissions().stream().anyMatch(OF_OTHERS::contains)) {
      throw new FileRefusedException(Why.OPEN_TO_OTHERS, "can be used by others");
    }
  }

  /// Looks at the file once more, by its name.
  private interface Attributes {
    PosixFileAttributes again() throws IOException;
  }

  /// Refuses the file if its name has another device or inode now than before it was opened.
  private OpenedFile identified(PosixFileAttributes before, Attributes look) throws IOException {
    boolean same = false;
    try {
      same = Objects.equals(before.fileKey(), look.again().fileKey());
    } finally {
      if (!same) {
        channel.close();
      }
    }
    if (!same) {
      throw FileRefusedException.replaced();
    }
    return this;
  }

  /// The whole content. Copies that were needed on the way are wiped, because the file may be a secret.
  ///
  /// @param most in bytes; a longer file is refused
  public byte[] bytes(int most) throws IOException {
    long size = channel.size();
    // one byte more than the file has: if it is read, the file is longer than it says, as in /proc
    byte[] read = new byte[(int) Math.min(size, most) + 1];
    int length = fill(read, 0);
    // grow until a buffer is not filled, or the limit is passed
    while (length == read.length && length <= most) {
      byte[] larger = Arrays.copyOf(read, (int) Math.min(2L * read.length, most + 1L));
      Arrays.fill(read, (byte) 0);
      length = fill(larger, length);
      read = larger;
    }
    try {
      if (size > most || length > most) {
        throw new FileRefusedException(Why.TOO_LONG, "is longer than %d bytes".formatted(most));
      }
      return Arrays.copyOf(read, length);
    } finally {
      Arrays.fill(read, (byte) 0);
    }
  }

  /// The content as a stream, for files that may be too large for memory. Closing it closes this file.
  public InputStream stream() {
    return Channels.newInputStream(channel);
  }

  private int fill(byte[] bytes, int from) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
    while (rest.hasRemaining() && channel.read(rest) >= 0) {
      // until the buffer is full or the file ends
    }
    return rest.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
