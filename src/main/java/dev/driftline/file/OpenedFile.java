package dev.driftline.file;

import dev.driftline.file.FileRefusedException.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/// A regular file that is open for reading. It is looked at before it is opened, so that no pipe or device is waited for,
/// and after, so that what was looked at is what is read.
///
/// The JDK can neither ask an open file what it is nor open a pipe without waiting. Whoever may change the folder and puts
/// a pipe there between the two can still make this program wait.
public final class OpenedFile implements AutoCloseable {

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

  private final FileChannel channel;

  OpenedFile(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens the file that a path leads to, wherever its links lead: for what somebody named who may read it.
  public static OpenedFile open(Path path) throws IOException {
    return opened(real(path), false);
  }

  /// The same for a secret: the file must belong to this user or root, and be closed to everybody else.
  public static OpenedFile openSecret(Path path) throws IOException {
    return opened(real(path), true);
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

  /// Opens a file of a folder.
  static OpenedFile open(Folder folder, Path name) throws IOException {
    PosixFileAttributes before = folder.attributes(name);
    requireRegular(before);
    FileChannel channel = folder.open(name, Set.of(StandardOpenOption.READ));
    return new OpenedFile(channel).identified(before, () -> folder.attributes(name));
  }

  /// Where a path leads, without links.
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

  private interface Attributes {
    PosixFileAttributes again() throws IOException;
  }

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

  /// Everything in it. A file whose size says nothing, as in `/proc`, is read to its end; copies are wiped.
  ///
  /// @param most in bytes; a longer file is refused
  public byte[] bytes(int most) throws IOException {
    long size = channel.size();
    byte[] read = new byte[(int) Math.min(size, most) + 1];
    int length = fill(read, 0);
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
