package dev.driftline.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A folder that is held open, so that every name is looked up in this folder and in no other that takes its place
/// (`openat(2)`). No method follows a link. Not for several threads.
final class Folder implements AutoCloseable {

  private final SecureDirectoryStream<Path> stream;

  private Folder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /// @param real an absolute path without links
  @SuppressWarnings("StreamResourceLeak") // the folder holds it
  static Folder open(Path real) throws IOException {
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(real.toString()); // a pipe would be waited for
    }
    Folder folder = held(Files.newDirectoryStream(real));
    boolean there = false;
    try {
      there = folder.isAt(real);
    } finally {
      if (!there) {
        folder.close();
      }
    }
    if (!there) {
      throw FileRefusedException.replaced();
    }
    return folder;
  }

  /// Whether this folder is at a path without passing a link. It looks upwards from the open folder, as `getcwd(3)` does:
  /// the folder above must know it by its name, and so on. A link put in place of a folder on the way is no way up.
  boolean isAt(Path real) throws IOException {
    Path here = Path.of(".");
    Path above = Path.of("..");
    for (int i = real.getNameCount() - 1; i >= 0; i--) {
      Object named = attributes(above.resolve(real.getName(i))).fileKey();
      if (!Objects.equals(named, attributes(here).fileKey())) {
        return false;
      }
      here = above;
      above = above.resolve("..");
    }
    return Objects.equals(attributes(above).fileKey(), attributes(here).fileKey());
  }

  /// A folder in this one.
  Folder folder(Path name) throws IOException {
    if (!attributes(name).isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    return held(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  private static Folder held(DirectoryStream<Path> opened) throws IOException {
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new Folder(secure);
    }
    opened.close();
    throw new IOException("this system cannot hold a folder open");
  }

  /// Of a file in this folder, or of a link itself.
  PosixFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /// The names in it, in no order. Can be asked for once.
  List<Path> names() throws IOException {
    try {
      List<Path> names = new ArrayList<>();
      stream.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  FileChannel open(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> withoutLinks = new HashSet<>(options);
    withoutLinks.add(LinkOption.NOFOLLOW_LINKS);
    return (FileChannel) stream.newByteChannel(name, withoutLinks, attributes);
  }

  /// Gives a file another name in this folder, in place of any file that has it.
  void rename(Path from, Path to) throws IOException {
    stream.move(from, stream, to);
  }

  void delete(Path name) throws IOException {
    stream.deleteFile(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
