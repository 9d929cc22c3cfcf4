package dev.driftline.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/// Replaces a file, whole or not at all. The new file is written beside the old one, under a name that nobody can
/// guess, forced to disk, and renamed. So a reader finds the old file or the new one, never a half.
///
/// The folder is opened at the beginning and held. So it is the same folder when the file is written, perhaps hours
/// later.
///
/// Nobody can make this program write into another file, not even the owner of the folder. The new file is made by this
/// program (O_EXCL), opened once, readable by its owner only from the first moment, and no link is followed. Not for
/// several threads.
public final class Replacement implements AutoCloseable {

  /// Writes the content of the file. It need not close the stream.
  public interface Content {
    void writeTo(OutputStream file) throws IOException;
  }

  private static final int RANDOM_BYTES = 8;

  /// Rights for the owner only.
  static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FilePlace place;

  private Replacement(FilePlace place) {
    this.place = place;
  }

  /// Finds and checks the place of the file. Writes nothing yet.
  ///
  /// @throws IOException if no file can be written there; the message says why
  public static Replacement at(Path file) throws IOException {
    return new Replacement(FilePlace.of(file));
  }

  /// Writes the file.
  ///
  /// @throws IOException if it could not be written; the old file is unchanged then
  public void write(Content content) throws IOException {
    // hours may have passed since the place was checked
    place.requireSame();
    place.requireRegularOrNothing();
    Path beside = Path.of(".%s-%s.part".formatted(place.name(), random()));
    Folder folder = place.folder();
    try (FileChannel channel =
        folder.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
      // remember which file was made, write it, and rename only if the name still means that file
      Object key = folder.attributes(beside).fileKey();
      content.writeTo(Channels.newOutputStream(channel));
      // the content must be on disk before the name is, or a power failure leaves an empty file
      channel.force(true);
      if (!Objects.equals(key, folder.attributes(beside).fileKey())) {
        throw FileRefusedException.replaced();
      }
      folder.rename(beside, place.name());
      place.force();
    } finally {
      deleteIfThere(beside);
    }
  }

  /// A file in the same folder for what will be written. It has no name, so nothing of it is left behind.
  public Spool spool() throws IOException {
    Path name = Path.of(".%s-%s.part".formatted(place.name(), random()));
    Folder folder = place.folder();
    FileChannel channel =
        folder.open(
            name,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OWN);
    folder.delete(name);
    return new Spool(channel);
  }

  private void deleteIfThere(Path beside) throws IOException {
    try {
      place.folder().delete(beside);
    } catch (NoSuchFileException _) {
      // it was renamed, or never made
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
