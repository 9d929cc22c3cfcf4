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

/// A file that will take the place of another, whole or not at all: written beside it under a name that nobody can guess,
/// forced to disk, then renamed. Whoever reads the place finds the old file or the new one.
///
/// The folder is held open from the beginning, so that it is the same one when the file is written, perhaps hours later.
/// The new file was not there before, is opened once, is its owner's only from its first moment, and no link is followed.
/// So nobody, not even the owner of the folder, can make this program write into another file. Not for several threads.
public final class Replacement implements AutoCloseable {

  /// Writes what the file will hold. Need not close the stream.
  public interface Content {
    void writeTo(OutputStream file) throws IOException;
  }

  private static final int RANDOM_BYTES = 8;

  /// For its owner only.
  static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FilePlace place;

  private Replacement(FilePlace place) {
    this.place = place;
  }

  /// Looks for the place of the file, and writes nothing yet.
  ///
  /// @throws IOException if no file can be written there; the message says why
  public static Replacement at(Path file) throws IOException {
    return new Replacement(FilePlace.of(file));
  }

  /// Writes the file.
  ///
  /// @throws IOException if it could not be written; what stood there before still does
  public void write(Content content) throws IOException {
    place.requireSame();
    place.requireRegularOrNothing();
    Path beside = Path.of(".%s-%s.part".formatted(place.name(), random()));
    Folder folder = place.folder();
    try (FileChannel channel =
        folder.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
      Object key = folder.attributes(beside).fileKey();
      content.writeTo(Channels.newOutputStream(channel));
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

  private void deleteIfThere(Path beside) throws IOException {
    try {
      place.folder().delete(beside);
    } catch (NoSuchFileException _) {
      // it has its name by now, or was never made
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
